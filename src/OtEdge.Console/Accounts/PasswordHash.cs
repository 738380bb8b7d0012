using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace OtEdge.Console.Accounts;

/// <summary>Passwords as they are kept: Argon2id (RFC 9106) with a salt of their own, 64 MiB and three passes.</summary>
public static class PasswordHash
{
    /// <summary>Shortest password: 15 characters, without rules of composition.</summary>
    public const int CharactersMin = 15;

    /// <summary>Longest password: 256 characters.</summary>
    public const int CharactersMax = 256;

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const string Head = "$argon2id$m=65536,t=3,p=1$";

    private static readonly PasswordBasedKeyDerivationAlgorithm Algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(
        new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 64 * 1024, NumberOfPasses = 3 });

    /// <summary>What is matched against when there is no such account, so that both take as long.</summary>
    public static string Nobody { get; } = Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(SaltBytes)));

    /// <summary>Hashes a password; takes some 100 ms.</summary>
    public static string Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Head}{Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt))}");
    }

    /// <summary>True when the password is the hashed one; takes some 100 ms, whatever the answer.</summary>
    public static bool Matches(string password, string hash)
    {
        string[] parts = hash.StartsWith(Head, StringComparison.Ordinal) ? hash[Head.Length..].Split('$') : [];
        return parts.Length == 2
            && CryptographicOperations.FixedTimeEquals(
                Derive(password, Convert.FromBase64String(parts[0])), Convert.FromBase64String(parts[1]));
    }

    private static byte[] Derive(string password, byte[] salt) =>
        Algorithm.DeriveBytes(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC)), salt, KeyBytes);
}
