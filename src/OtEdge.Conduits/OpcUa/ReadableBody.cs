using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Finds the body in a MSG chunk that is not encrypted.</summary>
internal static class ReadableBody
{
    /// <summary>
    /// True for the first chunk of a request that is signed and not encrypted: it begins with the id of a known service in the
    /// encoding that every stack uses. Encrypted bytes look so once in a hundred million times.
    /// </summary>
    public static bool IsSigned(ReadOnlySpan<byte> chunk, int signatureBytes) =>
        signatureBytes > 0 && chunk.Length >= ChunkFraming.SymmetricBytesMin + 4 + signatureBytes
        && chunk[ChunkFraming.SymmetricBytesMin] == 1 && chunk[ChunkFraming.SymmetricBytesMin + 1] == 0
        && ServiceTypes.OfRequest((uint)(chunk[ChunkFraming.SymmetricBytesMin + 2] | (chunk[ChunkFraming.SymmetricBytesMin + 3] << 8))) != ServiceType.None;

    /// <summary>The body without headers and signature; false when there is no room for them.</summary>
    public static bool TryCut(ReadOnlySpan<byte> chunk, ChannelState channel, out ReadOnlySpan<byte> body)
    {
        int behind = channel.IsNone ? 0 : channel.SignatureBytes;
        body = default;
        if (chunk.Length < ChunkFraming.SymmetricBytesMin + behind)
        {
            return false;
        }

        body = chunk[ChunkFraming.SymmetricBytesMin..^behind];
        return true;
    }
}
