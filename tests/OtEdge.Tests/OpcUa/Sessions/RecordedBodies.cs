using OtEdge.Conduits.Replaying;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.OpcUa.Sessions;

/// <summary>The decrypted messages of one chunk of a recording, in order.</summary>
internal static class RecordedBodies
{
    public static List<(int Connection, bool IsClients, SecurityPolicy Policy, byte[] Body)> Of(string name)
    {
        string folder = Path.Combine(SharedOpcUa.Folder(), "recorded");
        using var keys = RecordedKeys.Of(Path.Combine(folder, $"{name}.keys.json"));
        List<(int, bool, SecurityPolicy, byte[])> bodies = [];
        foreach (var (connection, side, bytes) in CapturedChunks.Of(Path.Combine(folder, $"{name}.pcap"), 48010).All)
        {
            if (!bytes.AsSpan().StartsWith("MSGF"u8))
            {
                continue;
            }

            var ids = SymmetricHeader.Of(bytes);
            byte[] copy = [.. bytes];
            if (keys.Find(ids.ChannelId, ids.TokenId)!.Opener(side == StreamSide.Client).TryOpen(copy, out int bodyBytes))
            {
                bodies.Add((connection, side == StreamSide.Client, keys.Policies[ids.ChannelId], copy[ChunkSealer.BodyStart..(ChunkSealer.BodyStart + bodyBytes)]));
            }
        }

        return bodies;
    }
}
