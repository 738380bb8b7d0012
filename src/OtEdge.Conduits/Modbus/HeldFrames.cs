using System.Buffers.Binary;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>Whole frames that may pass but wait for the device connection, in order.</summary>
/// <remarks>A mutable value: keep it in a field that is not read-only, and never copy it.</remarks>
internal struct HeldFrames
{
    private ByteQueue frames;

    /// <summary>The permission of the last one; null when there is none.</summary>
    public Verdict.Forward? Permit { get; private set; }

    /// <summary>How many of them will not be answered.</summary>
    public int Silent { get; private set; }

    /// <summary>The frames, one behind the other.</summary>
    public readonly ReadOnlySpan<byte> Bytes => frames.Bytes;

    /// <summary>Adds a frame.</summary>
    public void Add(Verdict.Forward permit, ReadOnlySpan<byte> adu, bool hasReply)
    {
        Permit = permit;
        Silent += hasReply ? 0 : 1;
        frames.Append(adu);
    }

    /// <summary>Bytes of the frame that <paramref name="frames"/> begins with.</summary>
    public static int FirstBytes(ReadOnlySpan<byte> frames) =>
        Mbap.BytesBeforeLengthCounts + BinaryPrimitives.ReadUInt16BigEndian(frames[4..]);

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        frames.Clear();
        Permit = null;
        Silent = 0;
    }
}
