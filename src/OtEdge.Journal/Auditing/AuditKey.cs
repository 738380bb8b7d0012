using System.Security.Cryptography;

namespace OtEdge.Journal.Auditing;

/// <summary>The key that signs checkpoints: ECDSA over P-256, in a file of the state directory for its owner alone.</summary>
internal sealed class AuditKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa key;

    private AuditKey(ECDsa key)
    {
        this.key = key;
        Name = NameOf(key);
        PublicPem = key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>Lower-case SHA-256 of its public half.</summary>
    public string Name { get; }

    /// <summary>Its public half as PEM.</summary>
    public string PublicPem { get; }

    /// <summary>Reads the key of a state directory, or makes one.</summary>
    /// <exception cref="IOException">The file cannot be read or written, or holds no such key.</exception>
    public static AuditKey Open(string stateDirectory)
    {
        string file = Path.Combine(stateDirectory, "audit.key");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            if (File.Exists(file))
            {
                key.ImportFromPem(File.ReadAllText(file));
            }
            else
            {
                Write(file, key.ExportPkcs8PrivateKeyPem());
            }

            return new AuditKey(key);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or UnauthorizedAccessException or IOException)
        {
            key.Dispose();
            throw new IOException(
                $"the key {file} cannot be used ({fault.Message.TrimEnd('.')}): restore it from a backup, or move it away and restart for a new one",
                fault);
        }
    }

    /// <summary>Signs a text; base64.</summary>
    public string Sign(string text) =>
        Convert.ToBase64String(key.SignData(System.Text.Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    /// <summary>Lower-case SHA-256 of a public key.</summary>
    internal static string NameOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    // Whole or not at all: half a key after a power cut could sign nothing ever again.
    private static void Write(string file, string pem)
    {
        string half = $"{file}.new";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(half, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(pem));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, file);
    }
}
