using OtEdge.Host.Certificates;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Are the certificate directories there, are private keys private, and does a certificate end soon?</summary>
/// <param name="time">The clock.</param>
internal sealed class CertificateExamination(TimeProvider time) : IExamination
{
    private const string Check = "certificates";
    private const int FilesMax = 10_000;
    private const int HeadBytes = 8 * 1024;
    private static readonly TimeSpan SoonAhead = TimeSpan.FromDays(30);
    private static readonly string[] KeyEndings = [".key", ".pfx", ".p12"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        var store = new CertificateStore(patient.StateDirectory);
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
        [
            .. open.Count == 0
                ? [Diagnosis.Ok(Check, $"{string.Join(" and ", directories)}: no key is open to others")]
                : open.Select(path => Diagnosis.Fail(Check, $"everybody may read the key {path}", $"chmod 600 {path}")),
            .. Peers(patient, store),
            .. store.All()
                .Where(one => one.Place != CertificatePlace.Rejected)
                .Select(Lapse)
                .OfType<Diagnosis>(),
        ]);
    }

    private static IEnumerable<Diagnosis> Peers(Patient patient, CertificateStore store)
    {
        var terminating = patient.Conduits.Where(conduit => conduit.OpcUa is { Terminates: true }).ToList();
        if (terminating.Count == 0)
        {
            yield break;
        }

        foreach (var open in terminating.Where(conduit => conduit.OpcUa!.DevicePolicy is null || conduit.OpcUa.DeviceMode is null))
        {
            yield return Diagnosis.Warn(
                Check,
                $"{open.Name}: without `device-security` OtEdge takes the best that the device says it offers, which somebody on the way could weaken",
                $"set its policy and mode to those that 'otedge certs commission {open.Name}' shows");
        }

        int turnedAway = store.In(CertificatePlace.Rejected).Count;
        if (turnedAway > 0)
        {
            yield return Diagnosis.Warn(
                Check,
                $"{Words.Count(turnedAway, "certificate")} of peers that nobody trusts yet",
                "otedge certs list, and for each that belongs here: otedge certs trust THUMBPRINT");
        }
    }

    private Diagnosis? Lapse(StoredCertificate stored)
    {
        var left = stored.Certificate.NotAfter - time.GetUtcNow();
        string remedy = stored.Place == CertificatePlace.Own
            ? $"otedge certs renew {stored.Name}, then have its peers trust the new one"
            : "ask its owner for a new one, then: otedge certs trust FILE";
        string whose = stored.Place == CertificatePlace.Own ? $"the own certificate {stored.Name}" : $"the trusted certificate {stored.Certificate.SubjectName}";
        return left < TimeSpan.Zero
            ? Diagnosis.Fail(Check, $"{whose} has expired on {stored.Certificate.NotAfter:yyyy-MM-dd}", remedy)
            : left < SoonAhead
                ? Diagnosis.Warn(Check, $"{whose} expires on {stored.Certificate.NotAfter:yyyy-MM-dd}, in {Math.Floor(left.TotalDays):0} days", remedy)
                : null;
    }

    private static Diagnosis None(Patient patient) =>
        patient.Conduits.Any(conduit => conduit.OpcUa is { Terminates: true })
            ? Diagnosis.Ok(Check, "none yet: OtEdge makes its own when a client first connects to a conduit that terminates")
            : Diagnosis.Ok(Check, "none needed: no conduit terminates secure channels");

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
