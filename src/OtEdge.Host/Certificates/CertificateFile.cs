using System.Security.Cryptography;
using System.Text;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>Reads and writes certificates, revocation lists and keys as files: DER or PEM.</summary>
internal static class CertificateFile
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The certificate of a file; null when there is none.</summary>
    public static Certificate? Read(string path, int bytesMax = 64 * 1024) =>
        Bytes(path, bytesMax) is { } bytes ? Certificate.Read(Der(bytes, "CERTIFICATE")) : null;

    /// <summary>The certificates of a PEM text, in its order; null when there is none, one that cannot be read, or a key, which nobody but its owner may have.</summary>
    public static Certificate[]? ReadPem(string text)
    {
        const int CountMax = CertificateChain.CountMax;
        List<Certificate> found = [];
        for (ReadOnlySpan<char> rest = text; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            if (found.Count == CountMax || rest[fields.Label] is not "CERTIFICATE"
                || Certificate.Read(Convert.FromBase64String(rest[fields.Base64Data].ToString())) is not { } certificate)
            {
                return null;
            }

            found.Add(certificate);
        }

        return found.Count == 0 ? null : [.. found];
    }

    /// <summary>The certificates of a file as PEM text, one after the other; null when there are none.</summary>
    public static string? ReadAsPem(string path, int bytesMax = 64 * 1024)
    {
        if (Bytes(path, bytesMax) is not { } bytes)
        {
            return null;
        }

        return bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0
            ? Encoding.UTF8.GetString(bytes)
            : CertificateChain.Read(bytes) is { } chain
                ? string.Join('\n', chain.Certificates.Select(one => PemEncoding.WriteString("CERTIFICATE", one.Der.Span)))
                : null;
    }

    /// <summary>The revocation list of a file; null when there is none.</summary>
    public static RevocationList? ReadRevocations(string path, int bytesMax) =>
        Bytes(path, bytesMax) is { } bytes ? RevocationList.Read(Der(bytes, "X509 CRL")) : null;

    /// <summary>The RSA key of a file; null when there is none.</summary>
    public static RSA? ReadKey(string path)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => Write(path, bytes, OnlyOwner | UnixFileMode.GroupRead);

    /// <summary>Writes a key that only its owner may read.</summary>
    public static void WriteKey(string path, RSA key) => Write(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), OnlyOwner);

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OnlyOwner | UnixFileMode.UserExecute);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        string beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private static byte[]? Bytes(string path, int bytesMax)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length <= bytesMax ? File.ReadAllBytes(path) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Der(byte[] bytes, string label)
    {
        if (bytes.AsSpan().IndexOf("-----BEGIN"u8) < 0)
        {
            return bytes;
        }

        string text = Encoding.UTF8.GetString(bytes);
        return PemEncoding.TryFind(text, out var fields) && text[fields.Label] == label
            ? Convert.FromBase64String(text[fields.Base64Data])
            : [];
    }
}
