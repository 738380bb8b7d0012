using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OtEdge.Console.Accounts;

/// <summary>Random secrets that are handed out once and kept only as a digest.</summary>
internal static class SecretToken
{
    private const int SecretBytes = 32;

    /// <summary>A new secret of 256 bits, safe in addresses and cookies.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The digest under which it is kept; a random secret needs no slow hash.</summary>
    public static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
