using System.Collections.Concurrent;
using System.Diagnostics;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Journal;
using OtEdge.Journal.Auditing;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>A process that is killed with SIGKILL loses nothing it has acknowledged, and leaves nothing by halves.</summary>
public sealed class JournalKillTests : IDisposable
{
    private const int Kills = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JournalDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_in_twenty_kills()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        Ledger ledger = new();
        for (int kill = 0; kill < Kills; kill++)
        {
            using (Process child = JournalChild.Start(directory.Path))
            {
                Task reading = ledger.Read(child);
                Assert.True(ledger.Ready.Wait(Patience), $"seed {seed}, kill {kill}: the child did not start");

                // Every other one dies at any moment, perhaps before it has acknowledged anything; the others have something to lose,
                // however slow the machine is.
                if (kill % 2 == 1)
                {
                    int changes = ledger.Changes.Count;
                    long recorded = ledger.Recorded;
                    Assert.True(
                        SpinWait.SpinUntil(() => ledger.Changes.Count >= changes + 3 && ledger.Recorded >= recorded + 200, Patience),
                        $"seed {seed}, kill {kill}: the child acknowledges nothing");
                }

                Thread.Sleep(random.Next(5, 300));
                child.Kill();
                await reading.WaitAsync(Patience);
            }

            Check(ledger, $"seed {seed}, kill {kill}");
            ledger.Ready.Reset();
        }

        Assert.True(ledger.Changes.Count > Kills, $"only {ledger.Changes.Count} changes were acknowledged");
        Assert.True(ledger.Recorded > 50 * Kills, $"only {ledger.Recorded} findings were acknowledged");
    }

    [Fact]
    public async Task While_a_process_lives_its_directory_is_refused_to_others()
    {
        Ledger ledger = new();
        using Process child = JournalChild.Start(directory.Path);
        Task reading = ledger.Read(child);
        Assert.True(ledger.Ready.Wait(Patience));
        string message = Assert.Throws<JournalUnusableException>(() => directory.Open()).Message;
        child.Kill();
        await reading.WaitAsync(Patience);

        Assert.StartsWith("Another process uses the state directory", message);
        using SqliteJournal journal = directory.Open();
    }

    [Fact]
    public async Task A_file_size_limit_is_survived_and_told_and_recording_resumes_without_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "prlimit is of Linux");
        Ledger ledger = new();
        using Process child = JournalChild.Start(directory.Path);
        Task reading = ledger.Read(child);
        try
        {
            Assert.True(ledger.Ready.Wait(Patience));
            long size = Directory.GetFiles(directory.Path).Max(file => new FileInfo(file).Length);
            Limit(child, $"{size}:unlimited");
            Assert.True(SpinWait.SpinUntil(() => ledger.Refused is not null || child.HasExited, Patience), "no fault was told");
            Assert.False(child.HasExited);
            Assert.StartsWith($"The journal is not written: the disk of {directory.Database} fails (SQLite ", ledger.Refused);

            Limit(child, "unlimited");
            int before = ledger.Changes.Count;
            long recorded = ledger.Recorded;
            Assert.True(
                SpinWait.SpinUntil(() => ledger.Changes.Count > before + 2 && ledger.Recorded > recorded, Patience),
                "it did not recover");
        }
        finally
        {
            child.Kill();
            await reading.WaitAsync(Patience);
        }

        Check(ledger, "after the limit");
    }

    private static void Limit(Process child, string size)
    {
        using Process prlimit = Process.Start("prlimit", ["--pid", $"{child.Id}", $"--fsize={size}"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }

    private void Check(Ledger ledger, string when)
    {
        using SqliteJournal journal = directory.Open();
        foreach ((string id, ChangeState state) in ledger.Changes)
        {
            StagedChange? kept = journal.Change(id);
            Assert.True(kept is not null, $"{when}: change {id} was acknowledged and is gone");
            Assert.True(kept.State >= state, $"{when}: change {id} was acknowledged as {state} and is {kept.State}");
        }

        IReadOnlyList<StagedChange> all = journal.Changes(countMax: int.MaxValue);
        long confirmed = all.Where(change => change.State == ChangeState.Confirmed).Max(change => (long?)change.BaseEpoch + 1) ?? 0;
        long epoch = Assert.Single(journal.Conduits()).Epoch;
        Assert.True(epoch == confirmed, $"{when}: the conduit is at epoch {epoch}, its changes at {confirmed}");
        Assert.True(epoch >= ledger.Epoch, $"{when}: epoch {ledger.Epoch} was acknowledged, {epoch} is kept");
        Assert.Equal(all.Count, all.Select(change => change.Id).Distinct().Count());

        AuditProof proof = AuditProof.Of(
            journal.Audit.Lines(1, int.MaxValue), journal.Audit.Checkpoints(), [journal.Audit.PublicKey!], isWhole: true);
        Assert.True(proof.Faults.Count == 0, $"{when}: {string.Join("; ", proof.Faults)}");
        ILookup<string?, string> told = journal.Audit.Entries(new AuditQuery(AuditKind.Change, CountMax: int.MaxValue))
            .ToLookup(entry => entry.Note.Subject, entry => entry.Note.Action);
        Assert.All(all, change => Assert.True(
            told[change.Id].SequenceEqual(change.State == ChangeState.Confirmed ? ["draft", "confirmed"] : ["draft"]),
            $"{when}: {change.Id} is {change.State}, the audit tells {string.Join(", ", told[change.Id])}"));

        long findings = journal.Findings(new FindingQuery(CountMax: 10_000)).Sum(finding => finding.Times);
        Assert.True(
            findings >= ledger.Recorded && findings <= ledger.Recording,
            $"{when}: {findings} findings, {ledger.Recorded} acknowledged, {ledger.Recording} announced");
    }

    /// <summary>What the child said, kept outside of it.</summary>
    private sealed class Ledger
    {
        private volatile string? refused;

        public ManualResetEventSlim Ready { get; } = new();

        public ConcurrentDictionary<string, ChangeState> Changes { get; } = new();

        public long Epoch { get; private set; }

        public long Recording { get; private set; }

        public long Recorded { get; private set; }

        public string? Refused => refused;

        /// <summary>Reads until the child is gone; a line cut by its death is no acknowledgement.</summary>
        public Task Read(Process child) => Task.Run(() =>
        {
            while (child.StandardOutput.ReadLine() is { } line)
            {
                if (line.EndsWith(JournalChild.EndOfLine, StringComparison.Ordinal))
                {
                    Take(line[..^JournalChild.EndOfLine.Length].Split(' '));
                }
            }
        });

        private void Take(string[] words)
        {
            switch (words)
            {
                case ["journal:", "ready"]:
                    Ready.Set();
                    break;
                case ["journal:", "draft", string id]:
                    Changes[id] = ChangeState.Draft;
                    break;
                case ["journal:", "confirmed", string id, string epoch]:
                    Changes[id] = ChangeState.Confirmed;
                    Epoch = long.Parse(epoch);
                    break;
                case ["journal:", "recording", string count]:
                    Recording = long.Parse(count);
                    break;
                case ["journal:", "recorded", string count]:
                    Recorded = long.Parse(count);
                    break;
                case ["journal:", "refused", ..]:
                    refused = string.Join(' ', words[2..]);
                    break;
            }
        }
    }
}
