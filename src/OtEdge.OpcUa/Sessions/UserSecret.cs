using System.Buffers.Binary;
using System.Security.Cryptography;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.OpcUa.Sessions;

/// <summary>Passwords and issued tokens on their way to a server (OPC UA Part 4, 7.41.2.2): length, secret and the server's last nonce in RSA blocks.</summary>
public static class UserSecret
{
    /// <summary>Longest secret, in bytes.</summary>
    public const int SecretBytesMax = 4096;

    private const int BlocksMax = AsymmetricChunk.BlocksMax;
    private const int LengthBytes = 4;

    /// <summary>Encrypts a secret for a server.</summary>
    /// <param name="policy">The policy of the user token, or else that of the channel; it must be a secure one.</param>
    /// <param name="server">The server's public key.</param>
    /// <param name="secret">Password or token, 4096 bytes at most.</param>
    /// <param name="serverNonce">The server's last nonce.</param>
    public static byte[] Encrypt(SecurityPolicy policy, RSA server, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> serverNonce)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, SecretBytesMax);
        var scheme = SchemeOf(policy);
        byte[] plain = new byte[LengthBytes + secret.Length + serverNonce.Length];
        BinaryPrimitives.WriteInt32LittleEndian(plain, secret.Length + serverNonce.Length);
        secret.CopyTo(plain.AsSpan(LengthBytes));
        serverNonce.CopyTo(plain.AsSpan(LengthBytes + secret.Length));
        int plainBlock = scheme.PlainBlockBytes(server);
        byte[] cipher = new byte[(plain.Length + plainBlock - 1) / plainBlock * RsaScheme.BlockBytes(server)];
        scheme.Encrypt(server, plain, cipher);
        CryptographicOperations.ZeroMemory(plain);
        return cipher;
    }

    /// <summary>Decrypts a secret that a client has sent.</summary>
    /// <param name="policy">The policy of the user token, or else that of the channel; it must be a secure one.</param>
    /// <param name="own">Private key of the server.</param>
    /// <param name="cipher">What was sent.</param>
    /// <param name="ownNonce">The last nonce of the server.</param>
    /// <param name="secret">The secret; the caller wipes it.</param>
    /// <returns>False when anything is wrong: what, and where, shows neither here nor in the time it takes.</returns>
    public static bool TryDecrypt(SecurityPolicy policy, RSA own, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> ownNonce, out byte[] secret)
    {
        secret = [];
        var scheme = SchemeOf(policy);
        int blockBytes = RsaScheme.BlockBytes(own);
        if (cipher.IsEmpty || cipher.Length % blockBytes != 0 || cipher.Length / blockBytes > BlocksMax)
        {
            return false;
        }

        byte[] plain = new byte[cipher.Length];
        bool isRight = scheme.TryDecrypt(own, cipher, plain, out int plainBytes);
        int length = plainBytes < LengthBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(plain);
        isRight &= length >= ownNonce.Length && length <= plainBytes - LengthBytes;
        int secretBytes = isRight ? length - ownNonce.Length : 0;

        // What follows the nonce may only be the zeros that some clients fill the last block with.
        isRight &= plain.Length >= LengthBytes + secretBytes + ownNonce.Length
            && CryptographicOperations.FixedTimeEquals(plain.AsSpan(LengthBytes + secretBytes, ownNonce.Length), ownNonce)
            && plain.AsSpan((LengthBytes + secretBytes + ownNonce.Length)..).IndexOfAnyExcept((byte)0) < 0;
        if (isRight && secretBytes <= SecretBytesMax)
        {
            secret = plain.AsSpan(LengthBytes, secretBytes).ToArray();
        }

        CryptographicOperations.ZeroMemory(plain);
        return isRight && secretBytes <= SecretBytesMax;
    }

    private static RsaScheme SchemeOf(SecurityPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Rsa ?? throw new ArgumentException($"the policy {policy} encrypts nothing", nameof(policy));
    }
}
