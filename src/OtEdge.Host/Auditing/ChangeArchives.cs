using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Journal.Auditing;

namespace OtEdge.Host.Auditing;

/// <summary>
/// The evidence of one change as one archive: the change, a page to read, and the part of the audit that tells of it. The last entry of
/// that part holds the digests of the other files, and a signed checkpoint holds that entry.
/// </summary>
internal static class ChangeArchives
{
    /// <summary>Name of the change's document.</summary>
    public const string ChangeFile = "change.json";

    /// <summary>Name of the page.</summary>
    public const string PageFile = "page.html";

    /// <summary>Name of the audit's part.</summary>
    public const string AuditFile = "audit.jsonl";

    /// <summary>What the audit calls the making of an archive.</summary>
    public const string Action = "archived";

    private const long FileBytesMax = 256L * 1024 * 1024;

    /// <summary>The files that the audit is to hold fast, with their content.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(ChangeView change) => new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        [ChangeFile] = JsonSerializer.SerializeToUtf8Bytes(change, ApiJson.Options),
        [PageFile] = Encoding.UTF8.GetBytes(ChangePage.Of(change)),
    };

    /// <summary>Digests of files, as the audit holds them.</summary>
    public static IReadOnlyDictionary<string, string> Digests(IReadOnlyDictionary<string, byte[]> files) =>
        files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal);

    /// <summary>The archive.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="audit">Lines of the audit's part, as exports have them.</param>
    public static byte[] Pack(IReadOnlyDictionary<string, byte[]> files, IEnumerable<string> audit)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

            using var writer = new StreamWriter(zip.CreateEntry(AuditFile).Open()) { NewLine = "\n" };
            foreach (string line in audit)
            {
                writer.WriteLine(line);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Proves an archive: the audit's part is whole and signed, and holds exactly these files.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="key">The public key (PEM) that is trusted; null: the one that the archive names itself.</param>
    /// <exception cref="FormatException">It is no such archive.</exception>
    public static AuditProofView Prove(Stream archive, string? key)
    {
        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
            AuditExport export = AuditExport.Read(Encoding.UTF8.GetString(Content(zip, AuditFile)).Split('\n'));
            string? pem = key ?? export.PublicKey;
            AuditProof proof = AuditProof.Of(export.Lines, export.Checkpoints, pem is null ? [] : [pem], isWhole: false);
            List<string> faults = [.. proof.Faults];
            if (faults.Count == 0)
            {
                faults.AddRange(Compare(zip, export, proof.Signed));
            }

            return new AuditProofView(proof.First, proof.Last, proof.Signed, faults)
            {
                Keys = [.. export.Checkpoints.Select(checkpoint => checkpoint.Key).Distinct()],
            };
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or JsonException)
        {
            throw new FormatException($"it is no archive of a change: {fault.Message}", fault);
        }
    }

    private static IEnumerable<string> Compare(ZipArchive zip, AuditExport export, long signed)
    {
        AuditEntry? seal = export.Lines.Select(AuditEntry.Read).LastOrDefault(entry => entry.Note is { Kind: AuditKind.Change, Action: Action });
        if (seal is null || seal.Sequence > signed)
        {
            yield return "no signed entry of the audit tells of this archive";
            yield break;
        }

        foreach (string name in (string[])[ChangeFile, PageFile])
        {
            if (seal.Note.Facts?.GetValueOrDefault(name) != Convert.ToHexStringLower(SHA256.HashData(Content(zip, name))))
            {
                yield return $"{name} is not the one that the audit holds: it was altered";
            }
        }
    }

    private static byte[] Content(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing");
        if (entry.Length > FileBytesMax)
        {
            throw new InvalidDataException($"{name} is larger than any that OtEdge makes");
        }

        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
