using System.Buffers.Binary;

namespace OtEdge.Conduits.Replaying;

/// <summary>Reads a capture's stream piece by piece, in the byte order that the file declares.</summary>
internal sealed class CaptureInput(Stream stream)
{
    /// <summary>Most bytes of one packet or block; what tools for captures hold to as well.</summary>
    internal const int PieceBytesMax = 262_144 + 4_096;

    private byte[] buffer = new byte[4_096];

    /// <summary>Bytes taken so far.</summary>
    internal long Offset { get; private set; }

    /// <summary>True when numbers have their most significant byte first.</summary>
    internal bool IsBigEndian { get; set; }

    /// <summary>What is wrong with the capture; null: nothing so far.</summary>
    internal string? Damage { get; private set; }

    /// <summary>Takes a whole piece; null at the end of the stream, which is damage unless a piece may be missing here.</summary>
    internal ReadOnlyMemory<byte>? Take(int bytes, bool mayEnd = false)
    {
        if (buffer.Length < bytes)
        {
            buffer = new byte[Math.Max(bytes, Math.Min(buffer.Length * 2, PieceBytesMax))];
        }

        int got = stream.ReadAtLeast(buffer.AsSpan(0, bytes), bytes, throwOnEndOfStream: false);
        Offset += got;
        if (got == bytes)
        {
            return buffer.AsMemory(0, bytes);
        }

        if (got > 0 || !mayEnd)
        {
            Fail($"the capture ends inside a packet: {bytes - got} bytes are missing");
        }

        return null;
    }

    /// <summary>Notes damage; the first one stays.</summary>
    internal void Fail(string what) => Damage ??= $"byte {Offset}: {what}";

    internal ushort Word(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    internal uint Long(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
