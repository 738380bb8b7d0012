using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Auditing;

namespace OtEdge.Journal.Auditing;

/// <summary>What is wrong with an audit, if anything.</summary>
/// <param name="First">Sequence of the first entry; 0 when there is none.</param>
/// <param name="Last">Sequence of the last entry; 0 when there is none.</param>
/// <param name="Signed">Last entry that a good checkpoint holds fast; 0 when none does.</param>
/// <param name="Faults">What is wrong, one sentence each; empty: nothing.</param>
public sealed record AuditProof(long First, long Last, long Signed, IReadOnlyList<string> Faults)
{
    private const int FaultsMax = 20;

    /// <summary>Follows a chain from its first line to its last and holds it against checkpoints.</summary>
    /// <param name="lines">The lines as kept, oldest first.</param>
    /// <param name="checkpoints">Signed checkpoints, of the same source or from outside.</param>
    /// <param name="keys">Public keys (PEM) that are trusted; a checkpoint by any other is a fault.</param>
    /// <param name="isWhole">True: the chain must begin with entry 1; false: it is a part of one.</param>
    public static AuditProof Of(
        IEnumerable<string> lines, IReadOnlyList<AuditCheckpoint> checkpoints, IReadOnlyList<string> keys, bool isWhole)
    {
        var faults = new List<string>();
        var wanted = checkpoints.Select(checkpoint => checkpoint.Sequence).ToHashSet();
        var hashes = new Dictionary<long, string>();
        AuditEntry? first = null;
        AuditEntry? last = null;
        foreach (string line in lines)
        {
            if (TryRead(line, last, isWhole, faults) is not { } entry)
            {
                break;
            }

            first ??= entry;
            last = entry;
            if (wanted.Contains(entry.Sequence))
            {
                hashes[entry.Sequence] = entry.Hash;
            }
        }

        long signed = Hold(checkpoints, keys, (hashes, first?.Sequence ?? 0, last?.Sequence ?? 0), faults);
        return new AuditProof(first?.Sequence ?? 0, last?.Sequence ?? 0, signed, [.. faults.Take(FaultsMax)]);
    }

    // After a break nothing that follows says anything: the first one is told, and how far the chain is good.
    private static AuditEntry? TryRead(string line, AuditEntry? last, bool isWhole, List<string> faults)
    {
        try
        {
            AuditEntry entry = AuditEntry.Read(line);
            if (Break(entry, last, isWhole) is not { } fault)
            {
                return entry;
            }

            faults.Add(fault);
        }
        catch (FormatException fault)
        {
            faults.Add(last is null ? $"the first entry was altered: {fault.Message}" : $"the entry after {last.Sequence} was altered: {fault.Message}");
        }

        return null;
    }

    private static string? Break(AuditEntry entry, AuditEntry? last, bool isWhole)
    {
        if (last is null)
        {
            return isWhole && entry.Sequence != 1 ? $"the chain begins with entry {entry.Sequence}, expected 1: its beginning is gone"
                : entry.Sequence == 1 && entry.Previous != AuditEntry.Nothing ? "entry 1 names an entry before it: it was altered"
                : null;
        }

        return entry.Sequence != last.Sequence + 1
            ? $"after entry {last.Sequence} comes entry {entry.Sequence}, expected {last.Sequence + 1}: entries are missing or were moved"
            : entry.Previous != last.Hash ? $"entry {entry.Sequence} does not follow from entry {last.Sequence}: one of the two was altered"
            : null;
    }

    private static long Hold(
        IReadOnlyList<AuditCheckpoint> checkpoints,
        IReadOnlyList<string> keys,
        (Dictionary<long, string> Hashes, long First, long Last) chain,
        List<string> faults)
    {
        long signed = 0;
        foreach (AuditCheckpoint checkpoint in checkpoints.Where(checkpoint => checkpoint.Sequence >= chain.First))
        {
            string? fault = SignatureFault(checkpoint, keys)
                ?? (checkpoint.Sequence > chain.Last
                    ? $"entry {checkpoint.Sequence} was there when a checkpoint was signed, but the chain ends at {chain.Last}: its end is cut off or broken"
                    : chain.Hashes[checkpoint.Sequence] != checkpoint.Hash
                        ? $"entry {checkpoint.Sequence} is not the one that was signed at {checkpoint.At:u}: the chain up to there was altered"
                        : null);
            if (fault is not null)
            {
                faults.Add(fault);
            }
            else
            {
                signed = Math.Max(signed, checkpoint.Sequence);
            }
        }

        return signed;
    }

    private static string? SignatureFault(AuditCheckpoint checkpoint, IReadOnlyList<string> keys)
    {
        foreach (string pem in keys)
        {
            try
            {
                using var key = ECDsa.Create();
                key.ImportFromPem(pem);
                if (AuditKey.NameOf(key) == checkpoint.Key)
                {
                    byte[] signature = Convert.FromBase64String(checkpoint.Signature);
                    return key.VerifyData(Encoding.UTF8.GetBytes(checkpoint.Text), signature, HashAlgorithmName.SHA256)
                        ? null
                        : $"the signature of the checkpoint at entry {checkpoint.Sequence} is wrong";
                }
            }
            catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
            {
                return $"the checkpoint at entry {checkpoint.Sequence} cannot be verified: {fault.Message}";
            }
        }

        return $"the checkpoint at entry {checkpoint.Sequence} was signed by key {checkpoint.Key[..Math.Min(16, checkpoint.Key.Length)]}, which is not trusted";
    }
}
