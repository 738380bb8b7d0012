using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The keys of one direction of one token (OPC UA Part 6, 6.7.5), as bytes.</summary>
public sealed class SymmetricKeys : IDisposable
{
    /// <summary>Bytes of an HMAC-SHA256 key of all policies.</summary>
    public const int SigningKeyBytes = 32;

    /// <summary>Bytes of an AES block and of an initialization vector.</summary>
    public const int BlockBytes = 16;

    private readonly byte[] bytes;
    private readonly int encryptingKeyBytes;

    private SymmetricKeys(byte[] bytes, int encryptingKeyBytes)
    {
        this.bytes = bytes;
        this.encryptingKeyBytes = encryptingKeyBytes;
    }

    /// <summary>Key of the signatures.</summary>
    public ReadOnlySpan<byte> Signing => bytes.AsSpan(0, SigningKeyBytes);

    /// <summary>Key of the encryption.</summary>
    public ReadOnlySpan<byte> Encrypting => bytes.AsSpan(SigningKeyBytes, encryptingKeyBytes);

    /// <summary>Initialization vector of every chunk of the token.</summary>
    public ReadOnlySpan<byte> InitializationVector => bytes.AsSpan(SigningKeyBytes + encryptingKeyBytes, BlockBytes);

    /// <summary>Keys of what the owner of <paramref name="seed"/> sends.</summary>
    /// <param name="policy">A secure policy.</param>
    /// <param name="secret">Nonce of the receiver.</param>
    /// <param name="seed">Nonce of the sender.</param>
    public static SymmetricKeys Derive(SecurityPolicy policy, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(policy);
        byte[] bytes = new byte[SigningKeyBytes + policy.EncryptingKeyBytes + BlockBytes];
        KeyExpansion.PSha256(secret, seed, bytes);
        return new SymmetricKeys(bytes, policy.EncryptingKeyBytes);
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}
