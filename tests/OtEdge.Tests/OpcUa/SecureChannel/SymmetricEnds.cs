using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Both directions of one token, to open what was recorded and to make it again.</summary>
internal sealed class SymmetricEnds(MessageSecurityMode mode, SymmetricKeys? client, SymmetricKeys? server) : IDisposable
{
    private readonly ChunkOpener fromClient = ChunkOpener.Make(mode, client);
    private readonly ChunkOpener fromServer = ChunkOpener.Make(mode, server);
    private readonly ChunkSealer asClient = ChunkSealer.Make(mode, client);
    private readonly ChunkSealer asServer = ChunkSealer.Make(mode, server);

    public ChunkOpener Opener(bool isClients) => isClients ? fromClient : fromServer;

    public byte[] SealAgain(bool isClients, ReadOnlySpan<byte> opened, int bodyBytes)
    {
        var sealer = isClients ? asClient : asServer;
        byte[] chunk = new byte[sealer.ChunkBytes(bodyBytes)];
        opened[..(ChunkSealer.BodyStart + bodyBytes)].CopyTo(chunk);
        sealer.Seal(chunk, bodyBytes);
        return chunk;
    }

    public void Dispose()
    {
        fromClient.Dispose();
        fromServer.Dispose();
        asClient.Dispose();
        asServer.Dispose();
    }
}
