using System.Security.Cryptography;
using OtEdge.Conduits.Replaying;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Recorded sessions of every RSA policy and mode, with renewals: every chunk is opened, numbered right and made again.</summary>
public sealed class RecordedChannelTests
{
    [Theory]
    [InlineData("node_node_None_None", "client_key", 5)]
    [InlineData("node_node_Basic256Sha256_Sign", "client_key", 5)]
    [InlineData("node_node_Basic256Sha256_SignAndEncrypt", "client_key", 5)]
    [InlineData("node_node_Aes128_Sha256_RsaOaep_SignAndEncrypt", "client_key", 5)]
    [InlineData("node_node_Aes256_Sha256_RsaPss_Sign", "client_key", 5)]
    [InlineData("node_node_Aes256_Sha256_RsaPss_SignAndEncrypt", "client_key", 5)]
    [InlineData("asyncua_node_rsa_all", "asyncua_client_key", 1)]
    public void Recorded_channels_are_opened_whole(string name, string clientKey, int renewedTokens)
    {
        string folder = Path.Combine(SharedOpcUa.Folder(), "recorded");
        using var keys = RecordedKeys.Of(Path.Combine(folder, $"{name}.keys.json"));
        using var client = KeyOf(folder, clientKey);
        using var server = KeyOf(folder, "server_key");
        var numbers = new Dictionary<(int, StreamSide), SequenceCheck>();
        int opened = 0;
        int made = 0;
        HashSet<(uint, uint)> tokens = [];
        foreach (var (connection, side, bytes) in CapturedChunks.Of(Path.Combine(folder, $"{name}.pcap"), 48010).All)
        {
            string text = System.Text.Encoding.ASCII.GetString(bytes, 0, 3);
            if (!numbers.TryGetValue((connection, side), out var check))
            {
                numbers[(connection, side)] = check = new SequenceCheck();
            }

            if (text == "OPN")
            {
                var inside = OpenOpn(bytes, side == StreamSide.Client ? server : client, keys);
                Assert.True(check.TryTake(inside.Sequence.SequenceNumber));
            }
            else if (text is "MSG" or "CLO")
            {
                var ids = SymmetricHeader.Of(bytes);
                tokens.Add((ids.ChannelId, ids.TokenId));
                var ends = keys.Find(ids.ChannelId, ids.TokenId);
                Assert.NotNull(ends);
                byte[] copy = [.. bytes];
                Assert.True(ends.Opener(side == StreamSide.Client).TryOpen(copy, out int bodyBytes), $"{text} of {connection} {side}");
                Assert.True(check.TryTake(SequenceHeader.Of(copy.AsSpan(SymmetricHeader.EndBytes)).SequenceNumber));
                opened++;
                byte[] again = ends.SealAgain(side == StreamSide.Client, copy, bodyBytes);
                made += again.AsSpan().SequenceEqual(bytes) ? 1 : 0;
            }
        }

        Assert.True(opened > 100);
        Assert.Equal((uint)renewedTokens, tokens.Max(token => token.Item2));

        // asyncua pads to 32 bytes, twice as far as needed: such chunks are accepted, and made shorter.
        Assert.True(name.StartsWith("asyncua", StringComparison.Ordinal) ? made is > 0 && made < opened : made == opened, $"{made} of {opened}");
    }

    private static OpenedChunk OpenOpn(byte[] bytes, RSA receiver, RecordedKeys keys)
    {
        Assert.True(AsymmetricHeader.TryRead(bytes, out var header).IsNone);
        var policy = SecurityPolicy.Find(header.PolicyUri)!;
        using var sender = policy.IsSecure ? PeerCertificate.Open(header.SenderCertificate) : null;
        Assert.True(AsymmetricChunk.TryRead(bytes, policy, receiver, sender?.Key, out var inside));
        if (!policy.IsSecure)
        {
            return inside;
        }

        if (ServiceRequest.TryRead(inside.Body.Span, out var request).IsNone && request.Service == ServiceType.OpenSecureChannel)
        {
            Assert.True(OpenChannelRequest.TryRead(request, out var asked).IsNone);
            byte[] nonce = asked.ClientNonce.ToArray();
            Assert.Contains(keys.Nonces.Values, nonces => nonces.Client.AsSpan().SequenceEqual(nonce));
        }
        else
        {
            Assert.True(ServiceResponse.TryRead(inside.Body.Span, out var response).IsNone);
            byte[] nonce = response.Parameters[^policy.NonceBytes..].ToArray();
            Assert.Contains(keys.Nonces.Values, nonces => nonces.Server.AsSpan().SequenceEqual(nonce));
        }

        return inside;
    }

    private static RSA KeyOf(string folder, string name)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, $"{name}.TEST-ONLY.pem")));
        return key;
    }
}
