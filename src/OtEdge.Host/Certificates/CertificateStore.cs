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

    /// <summary>Which peers OtEdge trusts now.</summary>
    public TrustList Trust() => ListOf(CertificatePlace.Trusted);

    /// <summary>Which users OtEdge trusts now.</summary>
    public TrustList TrustOfUsers() => ListOf(CertificatePlace.Users);

    /// <summary>The revocation lists of authorities, each with its file.</summary>
    public IReadOnlyList<(string Path, RevocationList List)> RevocationsIn(params IEnumerable<CertificatePlace> places) =>
    [
        .. places.SelectMany(place => Files(RevocationsOf(place)))
            .Select(path => (path, List: CertificateFile.ReadRevocations(path, RevocationBytesMax)))
            .Where(found => found.List is not null)
            .Select(found => (found.path, found.List!)),
    ];

    /// <summary>Trusts a certificate: from now on its holder may pass. It is no longer among those turned away.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="isOfUser">True: as a user, not as an application.</param>
    public string TrustCertificate(Certificate certificate, bool isOfUser = false) =>
        Move(certificate, isOfUser ? CertificatePlace.Users : CertificatePlace.Trusted, CertificatePlace.Rejected);

    /// <summary>Trusts a certificate no longer, as an application or as a user.</summary>
    public string Reject(Certificate certificate) => Move(certificate, CertificatePlace.Rejected, CertificatePlace.Trusted, CertificatePlace.Users);

    /// <summary>Remembers a certificate that was turned away; nothing that is trusted elsewhere changes.</summary>
    public void TurnAway(Certificate certificate) => Move(certificate, CertificatePlace.Rejected);

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
        if (key is null || !IsOf(key, certificate))
        {
            return null;
        }

        string path = Path.Combine(DirectoryOf(CertificatePlace.Own), name + ".der");
        CertificateFile.Write(path, certificate.Der.Span);
        return path;
    }

    /// <summary>Keeps the certificate of an authority that completes chains; it makes nobody trusted.</summary>
    public void KeepIssuer(Certificate issuer) => Move(issuer, CertificatePlace.Issuers);

    /// <summary>An own certificate with its key and those of its issuers that are known here, root last; null when there is none, or no key for it.</summary>
    /// <exception cref="IOException">The key is another one's.</exception>
    public OwnCertificate? Own(string name)
    {
        if (In(CertificatePlace.Own).FirstOrDefault(one => one.Name == name) is not { } stored || Key(name) is not { } key)
        {
            return null;
        }

        if (!IsOf(key, stored.Certificate))
        {
            key.Dispose();
            throw new IOException($"the key {KeyPath(name)} is not that of the certificate {stored.Path}; 'otedge certs renew {name}' makes new ones");
        }

        IEnumerable<Certificate> authorities = In(CertificatePlace.Issuers).Concat(In(CertificatePlace.Trusted)).Select(one => one.Certificate);
        return new OwnCertificate(stored.Certificate, key, CertificateChain.IssuersOf(stored.Certificate, [.. authorities]));
    }

    /// <summary>The key of an own certificate; null when there is none. The caller disposes of it.</summary>
    public RSA? Key(string name) => CertificateFile.ReadKey(KeyPath(name));

    /// <summary>True for a name that can be that of a file: lower-case letters, digits, dot, dash, underscore; 64 at most.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.'
        && name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '.' or '-' or '_');

    private static bool IsOf(RSA key, Certificate certificate) => key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.Span);

    private string KeyPath(string name) => Path.Combine(PrivateDirectory, name + ".pem");

    private string DirectoryOf(CertificatePlace place) => Path.Combine(root, place.ToString().ToLowerInvariant(), "certs");

    private string RevocationsOf(CertificatePlace place) => Path.Combine(root, place.ToString().ToLowerInvariant(), "crl");

    private TrustList ListOf(CertificatePlace trusted) => new()
    {
        Trusted = [.. In(trusted).Select(one => one.Certificate)],
        Issuers = [.. In(CertificatePlace.Issuers).Select(one => one.Certificate)],
        Revocations = [.. RevocationsIn(trusted, CertificatePlace.Issuers).Select(one => one.List)],
    };

    private string Move(Certificate certificate, CertificatePlace to, params IEnumerable<CertificatePlace> from)
    {
        MakeDirectories();
        string path = Path.Combine(DirectoryOf(to), certificate.ThumbprintText + ".der");
        if (!In(to).Any(one => one.Certificate.IsSame(certificate)))
        {
            CertificateFile.Write(path, certificate.Der.Span);
        }

        foreach (var old in from.SelectMany(In).Where(one => one.Certificate.IsSame(certificate)))
        {
            File.Delete(old.Path);
        }

        if (to == CertificatePlace.Rejected)
        {
            ForgetOldest();
        }

        return path;
    }

    private void ForgetOldest()
    {
        foreach (string old in Files(DirectoryOf(CertificatePlace.Rejected)).OrderByDescending(File.GetLastWriteTimeUtc).Skip(RejectedMax))
        {
            File.Delete(old);
        }
    }

    private void MakeDirectories()
    {
        CertificatePlace[] withRevocations = [CertificatePlace.Trusted, CertificatePlace.Issuers, CertificatePlace.Users];
        foreach (string directory in Enum.GetValues<CertificatePlace>().Select(DirectoryOf).Concat(withRevocations.Select(RevocationsOf)).Append(PrivateDirectory))
        {
            CertificateFile.MakeDirectory(directory);
        }
    }

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Take(FilesMax).Order(StringComparer.Ordinal)
        : [];
}
