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
