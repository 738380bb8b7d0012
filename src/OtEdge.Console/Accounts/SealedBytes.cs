using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace OtEdge.Console.Accounts;

/// <summary>
/// Bytes that only who knows a passphrase can read: AES-256-GCM with a key that Argon2id (RFC 9106) derives from it, 64 MiB and three
/// passes. Layout: mark, salt, nonce, tag, cipher text.
/// </summary>
public static class SealedBytes
{
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly byte[] Mark = "OTEDGE-SEALED-1\n"u8.ToArray();

    private static readonly PasswordBasedKeyDerivationAlgorithm Derivation = PasswordBasedKeyDerivationAlgorithm.Argon2id(
        new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 64 * 1024, NumberOfPasses = 3 });

    /// <summary>Seals bytes.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> bytes, string passphrase)
    {
        byte[] box = new byte[Mark.Length + SaltBytes + NonceBytes + TagBytes + bytes.Length];
        Mark.CopyTo(box, 0);
        (Range salt, Range nonce, Range tag, Range text) = Parts();
        RandomNumberGenerator.Fill(box.AsSpan(salt));
        RandomNumberGenerator.Fill(box.AsSpan(nonce));
        using var cipher = new AesGcm(Key(passphrase, box.AsSpan(salt)), TagBytes);
        cipher.Encrypt(box.AsSpan(nonce), bytes, box.AsSpan(text), box.AsSpan(tag), Mark);
        return box;
    }

    /// <summary>Opens what was sealed; null: the passphrase does not fit, or it was changed.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> box, string passphrase)
    {
        (Range salt, Range nonce, Range tag, Range text) = Parts();
        if (box.Length < text.Start.Value || !box.StartsWith(Mark))
        {
            return null;
        }

        byte[] bytes = new byte[box.Length - text.Start.Value];
        try
        {
            using var cipher = new AesGcm(Key(passphrase, box[salt]), TagBytes);
            cipher.Decrypt(box[nonce], box[text], box[tag], bytes, Mark);
            return bytes;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Key(string passphrase, ReadOnlySpan<byte> salt) =>
        Derivation.DeriveBytes(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, KeyBytes);

    private static (Range Salt, Range Nonce, Range Tag, Range Text) Parts()
    {
        int salt = Mark.Length;
        int nonce = salt + SaltBytes;
        int tag = nonce + NonceBytes;
        int text = tag + TagBytes;
        return (salt..nonce, nonce..tag, tag..text, text..);
    }
}
