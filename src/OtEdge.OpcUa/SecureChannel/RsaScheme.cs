using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>How a security policy signs and encrypts with RSA keys (OPC UA Part 7, 6.6).</summary>
public sealed class RsaScheme
{
    private RsaScheme(RSASignaturePadding signing, RSAEncryptionPadding encrypting)
    {
        Signing = signing;
        Encrypting = encrypting;
    }

    /// <summary>PKCS#1 v1.5 signatures with SHA-256, OAEP with SHA-1.</summary>
    public static RsaScheme Pkcs1AndOaepSha1 { get; } = new(RSASignaturePadding.Pkcs1, RSAEncryptionPadding.OaepSHA1)
    {
        SignatureUri = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        EncryptionUri = "http://www.w3.org/2001/04/xmlenc#rsa-oaep",
        OverheadBytes = 42,
    };

    /// <summary>PSS signatures with SHA-256 and a salt of 32 bytes, OAEP with SHA-256.</summary>
    public static RsaScheme PssAndOaepSha256 { get; } = new(RSASignaturePadding.Pss, RSAEncryptionPadding.OaepSHA256)
    {
        SignatureUri = "http://opcfoundation.org/UA/security/rsa-pss-sha2-256",
        EncryptionUri = "http://opcfoundation.org/UA/security/rsa-oaep-sha2-256",
        OverheadBytes = 66,
    };

    /// <summary>Name of the signature algorithm in SignatureData.</summary>
    public required string SignatureUri { get; init; }

    /// <summary>Name of the encryption algorithm in user identity tokens.</summary>
    public required string EncryptionUri { get; init; }

    /// <summary>Bytes of an RSA block that OAEP needs for itself.</summary>
    public required int OverheadBytes { get; init; }

    private RSASignaturePadding Signing { get; }

    private RSAEncryptionPadding Encrypting { get; }

    /// <summary>Bytes of one encrypted block, which are also those of a signature.</summary>
    public static int BlockBytes(RSA key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (key.KeySize + 7) / 8;
    }

    /// <summary>Most bytes that one block carries for the holder of a key.</summary>
    public int PlainBlockBytes(RSA receiver) => BlockBytes(receiver) - OverheadBytes;

    /// <summary>Signs; the signature fills its space, which is <see cref="BlockBytes"/> of the key long.</summary>
    public void Sign(RSA key, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        key.SignData(signed, signature, HashAlgorithmName.SHA256, Signing);
    }

    /// <summary>True when the signature is that of the key's holder.</summary>
    public bool Verify(RSA key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, Signing);
    }

    /// <summary>Encrypts block by block.</summary>
    /// <param name="receiver">Public key of the receiver.</param>
    /// <param name="plain">Any number of bytes, at least one.</param>
    /// <param name="cipher">One <see cref="BlockBytes"/> for each begun <see cref="PlainBlockBytes"/>.</param>
    public void Encrypt(RSA receiver, ReadOnlySpan<byte> plain, Span<byte> cipher)
    {
        int plainBlock = PlainBlockBytes(receiver);
        int cipherBlock = BlockBytes(receiver);
        for (int block = 0; !plain.IsEmpty; block++)
        {
            int bytes = Math.Min(plainBlock, plain.Length);
            receiver.Encrypt(plain[..bytes], cipher.Slice(block * cipherBlock, cipherBlock), Encrypting);
            plain = plain[bytes..];
        }
    }

    /// <summary>
    /// Decrypts block by block. A block that cannot be decrypted does not end the work, so that failures take as long as successes.
    /// </summary>
    /// <param name="key">Private key of the receiver.</param>
    /// <param name="cipher">Whole blocks.</param>
    /// <param name="plain">At least as long as <paramref name="cipher"/>.</param>
    /// <param name="plainBytes">How many bytes it was; meaningless when false is returned.</param>
    /// <returns>False when any block was not encrypted for this key by this scheme.</returns>
    public bool TryDecrypt(RSA key, ReadOnlySpan<byte> cipher, Span<byte> plain, out int plainBytes)
    {
        int blockBytes = BlockBytes(key);
        bool isRight = cipher.Length % blockBytes == 0;
        plainBytes = 0;
        for (int at = 0; at + blockBytes <= cipher.Length; at += blockBytes)
        {
            try
            {
                plainBytes += key.Decrypt(cipher.Slice(at, blockBytes), plain[plainBytes..], Encrypting);
            }
            catch (CryptographicException)
            {
                isRight = false;
            }
        }

        return isRight;
    }
}
