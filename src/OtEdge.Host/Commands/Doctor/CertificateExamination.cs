using OtEdge.Core.Zones;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Are the certificate directories there, and are private keys private?</summary>
internal sealed class CertificateExamination : IExamination
{
    private const string Check = "certificates";
    private const int FilesMax = 10_000;
    private const int HeadBytes = 8 * 1024;
    private static readonly string[] KeyEndings = [".key", ".pfx", ".p12"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        string[] directories =
        [
            .. new[] { patient.ConfigDirectory, patient.StateDirectory }
                .Select(parent => Path.Combine(parent, "certs"))
                .Where(Directory.Exists),
        ];
        if (directories.Length == 0)
        {
            return Task.FromResult<IReadOnlyList<Diagnosis>>([None(patient)]);
        }

        var open = directories.SelectMany(OpenKeys).ToList();
        return Task.FromResult<IReadOnlyList<Diagnosis>>(
            open.Count == 0
                ? [Diagnosis.Ok(Check, $"{string.Join(" and ", directories)}: no key is open to others")]
                : [.. open.Select(path => Diagnosis.Fail(Check, $"everybody may read the key {path}", $"chmod 600 {path}"))]);
    }

    private static Diagnosis None(Patient patient) =>
        patient.Conduits.Any(conduit => conduit.Protocol == ConduitProtocol.OpcUa)
            ? Diagnosis.Warn(
                Check,
                $"there is no {Path.Combine(patient.ConfigDirectory, "certs")}, but a conduit speaks OPC UA",
                "make it with the directories trusted, issuers, own and rejected")
            : Diagnosis.Ok(Check, "none needed: no conduit speaks OPC UA");

    private static IEnumerable<string> OpenKeys(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return Directory.EnumerateFiles(directory, "*", options).Take(FilesMax).Where(path => IsOpen(path) && HoldsKey(path));
    }

    private static bool IsOpen(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0;

    private static bool HoldsKey(string path)
    {
        if (KeyEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[HeadBytes];
            int bytes = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head.AsSpan(0, bytes).IndexOf("PRIVATE KEY-----"u8) >= 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
