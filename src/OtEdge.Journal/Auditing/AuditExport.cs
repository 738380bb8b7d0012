using System.Globalization;
using System.Text.Json;
using OtEdge.Core.Auditing;

namespace OtEdge.Journal.Auditing;

/// <summary>An audit in a file: a JSON document on each line, first the public key, then entries exactly as they are kept, then checkpoints.</summary>
public sealed class AuditExport
{
    private const string Format = "otedge-audit-1";
    private readonly List<string> lines = [];
    private readonly List<AuditCheckpoint> checkpoints = [];

    private AuditExport()
    {
    }

    /// <summary>The public key (PEM) that the file names itself; null: none.</summary>
    public string? PublicKey { get; private set; }

    /// <summary>Lines that are neither key nor checkpoint, in their order: the entries.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Checkpoints in their order.</summary>
    public IReadOnlyList<AuditCheckpoint> Checkpoints => checkpoints;

    /// <summary>The lines of a file.</summary>
    /// <param name="lines">Entries as they are kept.</param>
    /// <param name="checkpoints">Checkpoints of the chain.</param>
    /// <param name="publicKey">The public key as PEM; null: none.</param>
    public static IEnumerable<string> Write(IEnumerable<string> lines, IReadOnlyList<AuditCheckpoint> checkpoints, string? publicKey)
    {
        yield return JsonSerializer.Serialize(new Dictionary<string, string?> { ["format"] = Format, ["public_key"] = publicKey });
        foreach (string line in lines)
        {
            yield return line;
        }

        foreach (AuditCheckpoint checkpoint in checkpoints)
        {
            yield return Line(checkpoint);
        }
    }

    /// <summary>A checkpoint on one line, as exports hold it and as it may be kept outside.</summary>
    public static string Line(AuditCheckpoint checkpoint) => $"{checkpoint.Text[..^1]},\"signature\":\"{checkpoint.Signature}\"}}";

    /// <summary>Reads a file, or checkpoints that were kept elsewhere; nothing in it is believed before it is proven.</summary>
    /// <exception cref="FormatException">A line looks like a checkpoint or key and is none.</exception>
    public static AuditExport Read(IEnumerable<string> text)
    {
        var export = new AuditExport();
        foreach (string line in text.Where(line => line.Length > 0))
        {
            export.Take(line);
        }

        return export;
    }

    private void Take(string line)
    {
        bool isCheckpoint = line.StartsWith("{\"checkpoint\":", StringComparison.Ordinal);
        if (!isCheckpoint && !line.StartsWith("{\"format\":", StringComparison.Ordinal))
        {
            lines.Add(line);
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (isCheckpoint)
            {
                checkpoints.Add(new AuditCheckpoint(
                    root.GetProperty("checkpoint").GetInt64(),
                    root.GetProperty("hash").GetString()!,
                    DateTimeOffset.Parse(root.GetProperty("at").GetString()!, CultureInfo.InvariantCulture),
                    root.GetProperty("key").GetString()!,
                    root.GetProperty("signature").GetString()!));
            }
            else if (root.GetProperty("format").GetString() == Format)
            {
                PublicKey = root.GetProperty("public_key").GetString();
            }
            else
            {
                throw new FormatException($"expected the format {Format}");
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"it is neither a checkpoint nor a key: {fault.Message}", fault);
        }
    }
}
