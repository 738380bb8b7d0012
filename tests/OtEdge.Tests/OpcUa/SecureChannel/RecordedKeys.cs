using System.Text.Json;
using OtEdge.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Nonces and keys that a recording comes with.</summary>
internal sealed class RecordedKeys : IDisposable
{
    private readonly Dictionary<(uint Channel, uint Token), SymmetricEnds> ends = [];

    public Dictionary<uint, SecurityPolicy> Policies { get; } = [];

    public Dictionary<(uint Channel, uint Token), (byte[] Client, byte[] Server)> Nonces { get; } = [];

    /// <summary>Derives the keys from the nonces, and finds them equal to those recorded.</summary>
    public static RecordedKeys Of(string path)
    {
        var keys = new RecordedKeys();
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var channel in document.RootElement.GetProperty("channels").EnumerateArray())
        {
            var policy = SecurityPolicy.Find(channel.GetProperty("policy").GetString()!)!;
            foreach (var token in channel.GetProperty("tokens").EnumerateObject())
            {
                keys.Add(policy, uint.Parse(token.Name), token.Value);
            }
        }

        return keys;
    }

    public SymmetricEnds? Find(uint channel, uint token) => ends.GetValueOrDefault((channel, token));

    public static void AssertSame(JsonElement expected, SymmetricKeys keys)
    {
        Assert.Equal(expected.GetProperty("sig").GetString(), Convert.ToHexStringLower(keys.Signing));
        Assert.Equal(expected.GetProperty("enc").GetString(), Convert.ToHexStringLower(keys.Encrypting));
        Assert.Equal(expected.GetProperty("iv").GetString(), Convert.ToHexStringLower(keys.InitializationVector));
    }

    public void Dispose()
    {
        foreach (var one in ends.Values)
        {
            one.Dispose();
        }
    }

    private void Add(SecurityPolicy policy, uint tokenId, JsonElement token)
    {
        var mode = (MessageSecurityMode)token.GetProperty("mode").GetInt32();
        uint channel = token.GetProperty("channelId").GetUInt32();
        Policies[channel] = policy;
        if (!policy.IsSecure)
        {
            ends[(channel, tokenId)] = new SymmetricEnds(mode, null, null);
            return;
        }

        byte[] clientNonce = Convert.FromHexString(token.GetProperty("clientNonce").GetString()!);
        byte[] serverNonce = Convert.FromHexString(token.GetProperty("serverNonce").GetString()!);
        Nonces[(channel, tokenId)] = (clientNonce, serverNonce);
        using var client = SymmetricKeys.Derive(policy, secret: serverNonce, seed: clientNonce);
        using var server = SymmetricKeys.Derive(policy, secret: clientNonce, seed: serverNonce);
        AssertSame(token.GetProperty("client"), client);
        AssertSame(token.GetProperty("server"), server);
        ends[(channel, tokenId)] = new SymmetricEnds(mode, client, server);
    }
}
