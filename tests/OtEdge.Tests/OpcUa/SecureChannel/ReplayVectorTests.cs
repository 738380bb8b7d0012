using System.Text.Json;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Decrypted sessions with commercial servers: keys, padding and signatures come out bit by bit.</summary>
public sealed class ReplayVectorTests
{
    [Theory]
    [InlineData("prosys_basic256sha256", 16)]
    [InlineData("unified_cpp_basic256sha256", 11)]
    public void Chunks_of_commercial_servers_are_opened_and_made_again_bit_by_bit(string name, int chunks)
    {
        string path = Path.Combine(SharedOpcUa.Folder(), "open62541_replay", $"{name}.decrypted.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        int seen = 0;
        foreach (var channel in document.RootElement.EnumerateArray())
        {
            var policy = SecurityPolicy.Find(channel.GetProperty("policy").GetString()!)!;
            byte[] clientNonce = Hex(channel, "clientNonce");
            byte[] serverNonce = Hex(channel, "serverNonce");
            using var client = SymmetricKeys.Derive(policy, secret: serverNonce, seed: clientNonce);
            using var server = SymmetricKeys.Derive(policy, secret: clientNonce, seed: serverNonce);
            RecordedKeys.AssertSame(channel.GetProperty("clientKeys"), client);
            RecordedKeys.AssertSame(channel.GetProperty("serverKeys"), server);
            using var ends = new SymmetricEnds(MessageSecurityMode.SignAndEncrypt, client, server);
            foreach (var chunk in channel.GetProperty("chunks").EnumerateArray())
            {
                bool isClients = chunk.GetProperty("dir").GetString() == "C";
                byte[] wire = Hex(chunk, "wire");
                byte[] plain = Hex(chunk, "plain");
                byte[] copy = [.. wire];
                Assert.True(ends.Opener(isClients).TryOpen(copy, out int bodyBytes));
                Assert.Equal(plain, copy[SymmetricHeader.EndBytes..(ChunkSealer.BodyStart + bodyBytes)]);
                Assert.Equal(wire, ends.SealAgain(isClients, copy, bodyBytes));
                seen++;
            }
        }

        Assert.Equal(chunks, seen);
    }

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);
}
