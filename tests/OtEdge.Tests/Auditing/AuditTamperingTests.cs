using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Auditing;
using OtEdge.Journal;
using OtEdge.Journal.Auditing;
using OtEdge.Tests.Journal;
using Xunit;

namespace OtEdge.Tests.Auditing;

/// <summary>Whoever alters an audit is found out, up to the last checkpoint that is kept outside.</summary>
public sealed class AuditTamperingTests : IDisposable
{
    private const int Entries = 60;
    private const int Rounds = 400;

    private readonly JournalDirectory directory = new();
    private readonly IReadOnlyList<string> lines;
    private readonly IReadOnlyList<AuditCheckpoint> checkpoints;
    private readonly string key;

    public AuditTamperingTests()
    {
        using SqliteJournal journal = directory.Open();
        for (int number = 1; number < Entries; number++)
        {
            journal.Audit.Append(Note(number));
            if (number % 20 == 0)
            {
                journal.Audit.Sign();
            }
        }

        journal.Audit.Sign();
        lines = journal.Audit.Lines(1, int.MaxValue);
        checkpoints = journal.Audit.Checkpoints();
        key = journal.Audit.PublicKey!;
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_nobody_touched_is_whole_and_signed_to_its_end()
    {
        AuditProof proof = Prove(lines);
        Assert.Empty(proof.Faults);
        Assert.Equal((1, Entries, Entries), (proof.First, proof.Last, proof.Signed));
    }

    [Fact]
    public void Random_edits_deletions_moves_and_cuts_are_found()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            List<string> altered = [.. lines];
            string what = Tamper(altered, random);
            Assert.True(Prove(altered).Faults.Count > 0, $"seed {seed}, round {round}: {what} was not found");
        }
    }

    [Fact]
    public void A_chain_that_is_forged_whole_and_signed_with_another_key_is_found()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string name = Convert.ToHexStringLower(SHA256.HashData(other.ExportSubjectPublicKeyInfo()));
        (List<string> forged, AuditEntry last) = Forge();
        string text = AuditCheckpoint.TextOf(last.Sequence, last.Hash, JournalSamples.Start, name);
        AuditCheckpoint checkpoint = new(last.Sequence, last.Hash, JournalSamples.Start, name, Signed(other, text));

        Assert.Contains("is not trusted", Assert.Single(AuditProof.Of(forged, [checkpoint], [key], isWhole: true).Faults));

        // Pretending that it is the old key does not help: the signature is not one of it.
        string oldName = checkpoints[0].Key;
        string oldText = AuditCheckpoint.TextOf(last.Sequence, last.Hash, JournalSamples.Start, oldName);
        AuditCheckpoint pretended = new(last.Sequence, last.Hash, JournalSamples.Start, oldName, Signed(other, oldText));
        Assert.Contains("is wrong", Assert.Single(AuditProof.Of(forged, [pretended], [key], isWhole: true).Faults));

        // And with its own key as the trusted one, a checkpoint kept outside still tells.
        string otherPem = other.ExportSubjectPublicKeyInfoPem();
        Assert.NotEmpty(AuditProof.Of(forged, [checkpoint, checkpoints[^1]], [otherPem, key], isWhole: true).Faults);
    }

    [Fact]
    public void Even_the_owner_of_the_key_cannot_change_what_an_outside_checkpoint_holds()
    {
        (List<string> forged, _) = Forge();
        Assert.Contains(
            "is not the one that was signed",
            AuditProof.Of(forged, [checkpoints[0]], [key], isWhole: true).Faults[0]);
    }

    [Fact]
    public void A_cut_is_found_up_to_the_last_outside_checkpoint_and_only_to_there()
    {
        AuditCheckpoint outside = checkpoints[^2];
        Assert.Empty(AuditProof.Of(lines.Take((int)outside.Sequence), [outside], [key], isWhole: true).Faults);
        AuditProof cut = AuditProof.Of(lines.Take((int)outside.Sequence - 1), [outside], [key], isWhole: true);
        Assert.Contains("its end is cut off", Assert.Single(cut.Faults));
    }

    [Fact]
    public void A_part_of_a_chain_proves_what_it_holds()
    {
        AuditProof part = AuditProof.Of(lines.Skip(10), checkpoints, [key], isWhole: false);
        Assert.Empty(part.Faults);
        Assert.Equal((11, Entries, Entries), (part.First, part.Last, part.Signed));
        Assert.Contains("its beginning is gone", AuditProof.Of(lines.Skip(10), checkpoints, [key], isWhole: true).Faults[0]);
    }

    private static AuditNote Note(int number) => new()
    {
        At = JournalSamples.Start.AddMinutes(number),
        Kind = AuditKind.Change,
        Action = "trial",
        By = "anna",
        Conduit = "filling",
        Subject = $"c-{number:D4}",
        Text = $"Störung „{number}“ <&>",
        Facts = new Dictionary<string, string> { ["b"] = "2", ["a"] = $"{number}" },
    };

    private static string Tamper(List<string> altered, Random random)
    {
        int at = random.Next(altered.Count);
        switch (random.Next(5))
        {
            case 0:
                // One character becomes another; hexadecimal and digits make most results valid JSON.
                int index = random.Next(altered[at].Length);
                char other = (char)random.Next(32, 127);
                other = other == altered[at][index] ? (char)(other + 1) : other;
                altered[at] = $"{altered[at][..index]}{other}{altered[at][(index + 1)..]}";
                return $"character {index} of entry {at + 1}";
            case 1:
                altered.RemoveAt(at);
                return $"the loss of entry {at + 1}";
            case 2:
                int to = (at + 1 + random.Next(altered.Count - 1)) % altered.Count;
                (altered[at], altered[to]) = (altered[to], altered[at]);
                return $"the exchange of entries {at + 1} and {to + 1}";
            case 3:
                altered.RemoveRange(at, altered.Count - at);
                return $"the cut after entry {at}";
            default:
                altered.Insert(at, altered[random.Next(altered.Count)]);
                return $"the insertion before entry {at + 1}";
        }
    }

    private (List<string> Lines, AuditEntry Last) Forge()
    {
        List<string> forged = [];
        AuditEntry? last = null;
        foreach (AuditEntry entry in lines.Select(AuditEntry.Read))
        {
            last = AuditEntry.After(last, entry.Sequence == 7 ? entry.Note with { By = "mallory" } : entry.Note);
            forged.Add(last.Line);
        }

        return (forged, last!);
    }

    private static string Signed(ECDsa key, string text) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));

    private AuditProof Prove(IEnumerable<string> chain) => AuditProof.Of(chain, checkpoints, [key], isWhole: true);
}
