namespace OtEdge.OpcUa.SecureChannel;

/// <summary>A security policy: the algorithms and key lengths of a secure channel (OPC UA Part 7, 6.6).</summary>
public sealed class SecurityPolicy
{
    private const string Prefix = "http://opcfoundation.org/UA/SecurityPolicy#";
    private readonly byte[] uriBytes;

    private SecurityPolicy(string name)
    {
        Name = name;
        Uri = Prefix + name;
        uriBytes = System.Text.Encoding.ASCII.GetBytes(Uri);
    }

    /// <summary>No protection.</summary>
    public static SecurityPolicy None { get; } = new("None");

    /// <summary>Basic256Sha256: OAEP with SHA-1, AES-256-CBC, HMAC-SHA256.</summary>
    public static SecurityPolicy Basic256Sha256 { get; } =
        new("Basic256Sha256") { Rsa = RsaScheme.Pkcs1AndOaepSha1, EncryptingKeyBytes = 32, NonceBytes = 32, Strength = 2 };

    /// <summary>Aes128_Sha256_RsaOaep: OAEP with SHA-1, AES-128-CBC, HMAC-SHA256.</summary>
    public static SecurityPolicy Aes128Sha256RsaOaep { get; } =
        new("Aes128_Sha256_RsaOaep") { Rsa = RsaScheme.Pkcs1AndOaepSha1, EncryptingKeyBytes = 16, NonceBytes = 32, Strength = 1 };

    /// <summary>Aes256_Sha256_RsaPss: PSS, OAEP with SHA-256, AES-256-CBC, HMAC-SHA256.</summary>
    public static SecurityPolicy Aes256Sha256RsaPss { get; } =
        new("Aes256_Sha256_RsaPss") { Rsa = RsaScheme.PssAndOaepSha256, EncryptingKeyBytes = 32, NonceBytes = 32, Strength = 3 };

    /// <summary>Every policy that a channel can be made with, weakest first.</summary>
    public static IReadOnlyList<SecurityPolicy> All { get; } = [None, Aes128Sha256RsaOaep, Basic256Sha256, Aes256Sha256RsaPss];

    /// <summary>Policies that are known and always refused: their PKCS#1 encryption or SHA-1 signatures are broken.</summary>
    public static IReadOnlyList<SecurityPolicy> Withdrawn { get; } =
        [new("Basic128Rsa15") { IsWithdrawn = true }, new("Basic256") { IsWithdrawn = true }];

    /// <summary>Its short name, as in settings.</summary>
    public string Name { get; }

    /// <summary>Its name on the wire.</summary>
    public string Uri { get; }

    /// <summary>Its name on the wire, as bytes.</summary>
    public ReadOnlySpan<byte> UriBytes => uriBytes;

    /// <summary>How it uses RSA keys; null: it does not.</summary>
    public RsaScheme? Rsa { get; private init; }

    /// <summary>True for a policy that is known and always refused.</summary>
    public bool IsWithdrawn { get; private init; }

    /// <summary>Bytes of the AES key of a token; 0 without protection.</summary>
    public int EncryptingKeyBytes { get; private init; }

    /// <summary>Bytes of the nonces that keys are derived from; 0 without protection.</summary>
    public int NonceBytes { get; private init; }

    /// <summary>Which of two policies is better: the greater one. None is 0.</summary>
    public int Strength { get; private init; }

    /// <summary>True when channels of this policy are signed or encrypted.</summary>
    public bool IsSecure => Rsa is not null;

    /// <summary>Finds a policy by its name on the wire; null when it is unknown.</summary>
    public static SecurityPolicy? Find(ReadOnlySpan<byte> uri)
    {
        foreach (var policy in All)
        {
            if (uri.SequenceEqual(policy.uriBytes))
            {
                return policy;
            }
        }

        foreach (var policy in Withdrawn)
        {
            if (uri.SequenceEqual(policy.uriBytes))
            {
                return policy;
            }
        }

        return null;
    }

    /// <summary>Finds a policy by its short name or its name on the wire; null when it is unknown.</summary>
    public static SecurityPolicy? Find(string name) =>
        All.Concat(Withdrawn).FirstOrDefault(policy => policy.Name == name || policy.Uri == name);

    /// <summary>True when a channel may have this mode: None has only None, the others Sign and SignAndEncrypt.</summary>
    public bool Has(MessageSecurityMode mode) => IsSecure
        ? mode is MessageSecurityMode.Sign or MessageSecurityMode.SignAndEncrypt
        : mode == MessageSecurityMode.None && !IsWithdrawn;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
