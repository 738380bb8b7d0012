using System.Buffers.Binary;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Encoding;

/// <summary>Writes OPC UA binary (Part 6 cl. 5.2) into memory of its own, which it keeps for the next message.</summary>
/// <param name="bytesMax">Most bytes that it takes; more is a bug of the caller. Default 64 MiB.</param>
public sealed class UaWriter(int bytesMax = 64 * 1024 * 1024)
{
    private byte[] buffer = new byte[Math.Min(512, bytesMax)];
    private int count;

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, count);

    /// <summary>Number of bytes written.</summary>
    public int Count => count;

    /// <summary>What was written, to be changed in place; valid until the next write.</summary>
    public Span<byte> Editable => buffer.AsSpan(0, count);

    /// <summary>Begins anew.</summary>
    public void Clear() => count = 0;

    /// <summary>Begins anew, and lets go of memory above a size.</summary>
    public void Clear(int keepBytesMax)
    {
        count = 0;
        if (buffer.Length > keepBytesMax)
        {
            buffer = new byte[keepBytesMax];
        }
    }

    /// <summary>Takes room to be filled by the caller.</summary>
    /// <exception cref="InvalidOperationException">It would be more than the most bytes.</exception>
    public Span<byte> Room(int bytes)
    {
        if (buffer.Length - count < bytes)
        {
            Grow(bytes);
        }

        Span<byte> room = buffer.AsSpan(count, bytes);
        count += bytes;
        return room;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>Writes a Byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Writes a Boolean.</summary>
    public void Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a UInt16.</summary>
    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);

    /// <summary>Writes a UInt32.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    /// <summary>Writes an Int32.</summary>
    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);

    /// <summary>Writes an Int64.</summary>
    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    /// <summary>Writes a Double.</summary>
    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a String of UTF-8, or a ByteString.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        Int32(utf8.Length);
        Raw(utf8);
    }

    /// <summary>Writes a String; null stays null.</summary>
    public void String(string? text)
    {
        if (text is null)
        {
            Null();
            return;
        }

        int bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        Int32(bytes);
        System.Text.Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    /// <summary>Writes a null String, ByteString or array.</summary>
    public void Null() => Int32(-1);

    /// <summary>Writes a NodeId in its shortest encoding.</summary>
    public void NodeId(NodeIdRef id)
    {
        switch (id.Kind)
        {
            case NodeIdKind.Numeric when id.NamespaceIndex == 0 && id.Numeric <= byte.MaxValue:
                Byte(0);
                Byte((byte)id.Numeric);
                break;
            case NodeIdKind.Numeric when id.NamespaceIndex <= byte.MaxValue && id.Numeric <= ushort.MaxValue:
                Byte(1);
                Byte((byte)id.NamespaceIndex);
                UInt16((ushort)id.Numeric);
                break;
            case NodeIdKind.Numeric:
                Byte(2);
                UInt16(id.NamespaceIndex);
                UInt32(id.Numeric);
                break;
            case NodeIdKind.Guid:
                Byte(4);
                UInt16(id.NamespaceIndex);
                Raw(id.Identifier);
                break;
            default:
                Byte(id.Kind == NodeIdKind.String ? (byte)3 : (byte)5);
                UInt16(id.NamespaceIndex);
                String(id.Identifier);
                break;
        }
    }

    /// <summary>Writes a numeric NodeId of namespace 0.</summary>
    public void StandardNodeId(uint number) => NodeId(new NodeIdRef(0, number));

    /// <summary>Writes an ExtensionObject that is null.</summary>
    public void NullExtensionObject()
    {
        UInt16(0);
        Byte(0);
    }

    /// <summary>Leaves room for an Int32 that is known later.</summary>
    /// <returns>Its position, for <see cref="PatchInt32"/>.</returns>
    public int ReserveInt32()
    {
        int position = count;
        Int32(0);
        return position;
    }

    /// <summary>Fills in an Int32.</summary>
    public void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(position, 4), value);

    private void Grow(int bytes)
    {
        int needed = count + bytes;
        if (needed > bytesMax)
        {
            throw new InvalidOperationException($"a message of {needed} bytes is longer than the {bytesMax} that its writer takes");
        }

        Array.Resize(ref buffer, (int)Math.Min(bytesMax, Math.Max(needed, 2L * buffer.Length)));
    }
}
