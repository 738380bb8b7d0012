using OtEdge.Core.Zones;
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
            return Task.FromResult<IReadOnlyList<Diagnosis>>([None(patient), .. Users(patient, store)]);
        }

        var open = directories.SelectMany(OpenKeys).ToList();
        return Task.FromResult<IReadOnlyList<Diagnosis>>(
        [
            .. open.Count == 0
                ? [Diagnosis.Ok(Check, $"{string.Join(" and ", directories)}: no key is open to others")]
                : open.Select(path => Diagnosis.Fail(Check, $"everybody may read the key {path}", $"chmod 600 {path}")),
            .. Peers(patient, store),
            .. Lapses(patient, store),
            .. Users(patient, store),
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

    private IEnumerable<Diagnosis> Lapses(Patient patient, CertificateStore store)
    {
        DateTimeOffset now = time.GetUtcNow();
        string strict = patient.Conduits.Any(conduit => conduit.OpcUa is { IsExpiryStrict: true })
            ? $"; {string.Join(" and ", patient.Conduits.Where(conduit => conduit.OpcUa is { IsExpiryStrict: true }).Select(conduit => conduit.Name))} may refuse its holder"
            : "";
        foreach (Expiring one in Expiring.In(store).Where(one => one.MarkAt(now) is not null))
        {
            yield return one.HasEnded(now)
                ? Diagnosis.Fail(Check, one.Sentence(now) + strict, one.Remedy)
                : Diagnosis.Warn(Check, one.Sentence(now), one.Remedy);
        }
    }

    // Whom OtEdge is to devices: without its password or key, its users are refused.
    private static IEnumerable<Diagnosis> Users(Patient patient, CertificateStore store)
    {
        foreach (var (conduit, user) in patient.Conduits
            .Where(conduit => conduit.OpcUa is not null)
            .SelectMany(conduit => conduit.OpcUa!.Users.Select(mapping => mapping.As).Append(conduit.OpcUa.DeviceUser), (conduit, user) => (conduit.Name, user))
            .Distinct())
        {
            string path = Path.Combine(patient.ConfigDirectory, user.PasswordFile);
            if (user.Kind == DeviceUserKind.Certificate && !store.In(CertificatePlace.Own).Any(own => own.Name == user.Name))
            {
                yield return Diagnosis.Fail(
                    Check, $"{conduit}: there is no own certificate {user.Name}, which users are to be to the device", $"otedge certs renew {user.Name}, then have the device trust it");
            }
            else if (user.Kind == DeviceUserKind.Name && !File.Exists(path))
            {
                yield return Diagnosis.Fail(Check, $"{conduit}: the password of {user} is missing", $"put it into {path}, which only the gateway's user may read");
            }
            else if (user.Kind == DeviceUserKind.Name && IsOpen(path))
            {
                yield return Diagnosis.Fail(Check, $"{conduit}: everybody may read the password of {user} in {path}", $"chmod 600 {path}");
            }
        }
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
