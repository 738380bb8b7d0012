using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>An ADU while it is written; the length field is filled in last.</summary>
internal ref struct AduBuffer
{
    private readonly Span<byte> buffer;
    private int position;

    internal AduBuffer(Span<byte> buffer, ushort transactionId, byte unit)
    {
        this.buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, transactionId);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        buffer[6] = unit;
        position = Mbap.HeaderBytes;
    }

    internal void Byte(int value) => buffer[position++] = (byte)value;

    internal void Word(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], (ushort)value);
        position += 2;
    }

    internal void Bytes(ReadOnlySpan<byte> values)
    {
        values.CopyTo(buffer[position..]);
        position += values.Length;
    }

    internal void Words(ReadOnlySpan<ushort> values)
    {
        foreach (ushort value in values)
        {
            Word(value);
        }
    }

    internal readonly int Finish()
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], (ushort)(position - Mbap.BytesBeforeLengthCounts));
        return position;
    }
}
