using System.Text;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.OpcUa.Sessions;

/// <summary>Passwords on their way to a server.</summary>
public sealed class UserSecretTests
{
    private static readonly byte[] Nonce = [.. Enumerable.Range(0, 32).Select(one => (byte)one)];

    [Theory]
    [InlineData("Basic256Sha256", 0)]
    [InlineData("Basic256Sha256", 8)]
    [InlineData("Aes128_Sha256_RsaOaep", 300)]
    [InlineData("Aes256_Sha256_RsaPss", 1000)]
    public void A_secret_comes_out_as_it_went_in(string name, int bytes)
    {
        var policy = SecurityPolicy.Find(name)!;
        byte[] password = Encoding.UTF8.GetBytes(new string('p', bytes));
        byte[] cipher = UserSecret.Encrypt(policy, TestCertificates.Server.Key, password, Nonce);
        Assert.True(UserSecret.TryDecrypt(policy, TestCertificates.Server.Key, cipher, Nonce, out byte[] secret));
        Assert.Equal(password, secret);
    }

    [Fact]
    public void Another_nonce_key_or_policy_is_refused()
    {
        var policy = SecurityPolicy.Basic256Sha256;
        byte[] cipher = UserSecret.Encrypt(policy, TestCertificates.Server.Key, "secret"u8, Nonce);
        byte[] other = [.. Nonce];
        other[31] ^= 1;
        Assert.False(UserSecret.TryDecrypt(policy, TestCertificates.Server.Key, cipher, other, out byte[] secret));
        Assert.Empty(secret);
        Assert.False(UserSecret.TryDecrypt(policy, TestCertificates.Client.Key, cipher, Nonce, out _));
        Assert.False(UserSecret.TryDecrypt(SecurityPolicy.Aes256Sha256RsaPss, TestCertificates.Server.Key, cipher, Nonce, out _));
        Assert.False(UserSecret.TryDecrypt(policy, TestCertificates.Server.Key, new byte[256 * 17], Nonce, out _));
    }

    [Fact]
    public void Anything_may_be_inside()
    {
        var policy = SecurityPolicy.Basic256Sha256;
        var random = new SeededRandom(SeededRun.Seed);
        for (int i = 0; i < 300; i++)
        {
            byte[] plain = new byte[1 + random.Below(200)];
            for (int at = 0; at < plain.Length; at++)
            {
                plain[at] = at < 4 && random.Below(2) == 0 ? (byte)random.Below(80) : random.Byte();
            }

            byte[] cipher = new byte[256];
            policy.Rsa!.Encrypt(TestCertificates.Server.Key, plain, cipher);
            Assert.False(
                UserSecret.TryDecrypt(policy, TestCertificates.Server.Key, cipher, Nonce, out _), SeededRun.Again($"round {i}"));
        }
    }
}
