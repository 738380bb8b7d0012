using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>
/// The PKI directory <c>certs</c> below the state directory, laid out as OPC UA tools expect it. Files are named by thumbprint, never
/// by what a certificate says of itself; it is read anew at every question, so that people may move files.
/// </summary>
internal sealed class CertificateStore
{
    /// <summary>Most peers that are remembered as turned away; the oldest go first.</summary>
    public const int RejectedMax = 100;

    private const int FilesMax = 10_000;
    private const int CertificateBytesMax = 64 * 1024;
    private const int RevocationBytesMax = 16 * 1024 * 1024;
    private readonly string root;

    /// <summary>Opens the store of a state directory; nothing is made before something is kept.</summary>
    public CertificateStore(string stateDirectory) => root = Path.Combine(stateDirectory, "certs");

    /// <summary>The directory of keys.</summary>
    public string PrivateDirectory => Path.Combine(root, "own", "private");

    /// <summary>Every certificate that can be read.</summary>
    public IReadOnlyList<StoredCertificate> All() => [.. Enum.GetValues<CertificatePlace>().SelectMany(In)];

    /// <summary>The certificates of one place, by file name.</summary>
    public IReadOnlyList<StoredCertificate> In(CertificatePlace place) =>
    [
        .. Files(DirectoryOf(place))
            .Select(path => (Path: path, Certificate: CertificateFile.Read(path, CertificateBytesMax)))
            .Where(found => found.Certificate is not null)
            .Select(found => new StoredCertificate(place, found.Path, found.Certificate!)),
    ];

    /// <summary>Whom OtEdge trusts now.</summary>
    public TrustList Trust() => new()
    {
        Trusted = [.. In(CertificatePlace.Trusted).Select(one => one.Certificate)],
        Issuers = [.. In(CertificatePlace.Issuers).Select(one => one.Certificate)],
        Revocations =
        [
            .. Files(Path.Combine(root, "trusted", "crl")).Concat(Files(Path.Combine(root, "issuers", "crl")))
                .Select(path => CertificateFile.ReadRevocations(path, RevocationBytesMax))
                .OfType<RevocationList>(),
        ],
    };

    /// <summary>Trusts a certificate: from now on its holder may pass. It is no longer among those turned away.</summary>
    public string TrustCertificate(Certificate certificate) => Move(certificate, CertificatePlace.Trusted, CertificatePlace.Rejected);

    /// <summary>Trusts a certificate no longer, or remembers one that was turned away.</summary>
    public string Reject(Certificate certificate)
    {
        string path = Move(certificate, CertificatePlace.Rejected, CertificatePlace.Trusted);
        var oldest = Files(DirectoryOf(CertificatePlace.Rejected)).OrderByDescending(File.GetLastWriteTimeUtc).Skip(RejectedMax);
        foreach (string old in oldest)
        {
            File.Delete(old);
        }

        return path;
    }

    /// <summary>Keeps an own certificate and its key, in the place of an older one of the same name.</summary>
    public string Keep(string name, OwnCertificate own)
    {
        MakeDirectories();
        CertificateFile.WriteKey(KeyPath(name), own.Key);
        string path = Path.Combine(DirectoryOf(CertificatePlace.Own), name + ".der");
        CertificateFile.Write(path, own.Certificate.Der.Span);
        return path;
    }

    /// <summary>Keeps a certificate that an authority has made for an own key.</summary>
    /// <returns>The file; null when it is made for another key.</returns>
    public string? KeepSigned(string name, Certificate certificate)
    {
        using var key = Key(name);
        if (key is null || !key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.Span))
        {
            return null;
        }

        string path = Path.Combine(DirectoryOf(CertificatePlace.Own), name + ".der");
        CertificateFile.Write(path, certificate.Der.Span);
        return path;
    }

    /// <summary>The key of an own certificate; null when there is none. The caller disposes of it.</summary>
    public RSA? Key(string name) => CertificateFile.ReadKey(KeyPath(name));

    /// <summary>True for a name that can be that of a file: lower-case letters, digits, dot, dash, underscore; 64 at most.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.'
        && name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '.' or '-' or '_');

    private string KeyPath(string name) => Path.Combine(PrivateDirectory, name + ".pem");

    private string DirectoryOf(CertificatePlace place) => Path.Combine(root, place.ToString().ToLowerInvariant(), "certs");

    private string Move(Certificate certificate, CertificatePlace to, CertificatePlace from)
    {
        MakeDirectories();
        string path = Path.Combine(DirectoryOf(to), certificate.ThumbprintText + ".der");
        if (!In(to).Any(one => one.Certificate.IsSame(certificate)))
        {
            CertificateFile.Write(path, certificate.Der.Span);
        }

        foreach (var old in In(from).Where(one => one.Certificate.IsSame(certificate)))
        {
            File.Delete(old.Path);
        }

        return path;
    }

    private void MakeDirectories()
    {
        foreach (string directory in Enum.GetValues<CertificatePlace>().Select(DirectoryOf)
            .Append(Path.Combine(root, "trusted", "crl")).Append(Path.Combine(root, "issuers", "crl")).Append(PrivateDirectory))
        {
            CertificateFile.MakeDirectory(directory);
        }
    }

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Take(FilesMax).Order(StringComparer.Ordinal)
        : [];
}
