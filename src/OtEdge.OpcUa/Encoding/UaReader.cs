using System.Buffers.Binary;
using System.Text.Unicode;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Encoding;

/// <summary>
/// Reads OPC UA binary (Part 6 cl. 5.2) in place. The first thing that is wrong is kept in <see cref="Fault"/>; from then on every
/// read gives nothing, so that callers check once, at the end or before they rely on what they have read.
/// </summary>
public ref struct UaReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly DecodingLimits limits;
    private WireFault fault;
    private int position;
    private int depth;

    /// <summary>Reads bytes from their beginning.</summary>
    public UaReader(ReadOnlySpan<byte> bytes, DecodingLimits? limits = null)
    {
        this.bytes = bytes;
        this.limits = limits ?? DecodingLimits.Default;
    }

    /// <summary>The first thing that is wrong.</summary>
    public readonly WireFault Fault => fault;

    /// <summary>True once something is wrong.</summary>
    public readonly bool HasFailed => fault.Kind != WireFaultKind.None;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => position;

    /// <summary>Bytes that are left.</summary>
    public readonly int Remaining => bytes.Length - position;

    /// <summary>The limits that hold.</summary>
    public readonly DecodingLimits Limits => limits;

    /// <summary>What was read since an earlier <see cref="Position"/>; empty once something is wrong.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => HasFailed ? default : bytes[start..position];

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[position..];

    /// <summary>Bytes as they are.</summary>
    public ReadOnlySpan<byte> Raw(int count)
    {
        if ((uint)count > (uint)(bytes.Length - position))
        {
            Fail(WireFaultKind.Truncated, count, bytes.Length - position);
            return default;
        }

        ReadOnlySpan<byte> taken = bytes.Slice(position, count);
        position += count;
        return taken;
    }

    /// <summary>Reads a Byte.</summary>
    public byte Byte() => Raw(1) is [byte value] ? value : (byte)0;

    /// <summary>Reads a Boolean; any byte but 0 is true.</summary>
    public bool Boolean() => Byte() != 0;

    /// <summary>Reads a UInt16.</summary>
    public ushort UInt16() => Raw(2) is { Length: 2 } raw ? BinaryPrimitives.ReadUInt16LittleEndian(raw) : (ushort)0;

    /// <summary>Reads a UInt32.</summary>
    public uint UInt32() => Raw(4) is { Length: 4 } raw ? BinaryPrimitives.ReadUInt32LittleEndian(raw) : 0;

    /// <summary>Reads an Int32.</summary>
    public int Int32() => Raw(4) is { Length: 4 } raw ? BinaryPrimitives.ReadInt32LittleEndian(raw) : 0;

    /// <summary>Reads an Int64.</summary>
    public long Int64() => Raw(8) is { Length: 8 } raw ? BinaryPrimitives.ReadInt64LittleEndian(raw) : 0;

    /// <summary>Reads a Double.</summary>
    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    /// <summary>Reads a String as its UTF-8 bytes; null and empty are both empty.</summary>
    public ReadOnlySpan<byte> String()
    {
        ReadOnlySpan<byte> text = ByteString();
        if (!Utf8.IsValid(text))
        {
            Fail(WireFaultKind.StringText, -1, position);
            return default;
        }

        return text;
    }

    /// <summary>Reads a ByteString; null and empty are both empty.</summary>
    public ReadOnlySpan<byte> ByteString()
    {
        int length = Int32();
        if (length > limits.StringBytesMax || length < -1)
        {
            Fail(WireFaultKind.StringLength, limits.StringBytesMax, length);
            return default;
        }

        return length <= 0 ? default : Raw(length);
    }

    /// <summary>Reads the length of an array; null counts as 0. A length that the bytes left cannot hold is a fault at once.</summary>
    /// <param name="elementBytesMin">Fewest bytes of an element, at least 1.</param>
    public int ArrayLength(int elementBytesMin)
    {
        int length = Int32();
        if (length > limits.ArrayLengthMax || length < -1 || (long)length * elementBytesMin > Remaining)
        {
            Fail(WireFaultKind.ArrayLength, limits.ArrayLengthMax, length);
            return 0;
        }

        return Math.Max(length, 0);
    }

    /// <summary>Reads a NodeId.</summary>
    public NodeIdRef NodeId() => NodeIdOf(Byte());

    /// <summary>Reads an ExpandedNodeId.</summary>
    public ExpandedNodeIdRef ExpandedNodeId()
    {
        byte encoding = Byte();
        return new ExpandedNodeIdRef
        {
            Id = NodeIdOf((byte)(encoding & 0x3F)),
            NamespaceUri = (encoding & 0x80) != 0 ? String() : default,
            ServerIndex = (encoding & 0x40) != 0 ? UInt32() : 0,
        };
    }

    /// <summary>Reads a QualifiedName.</summary>
    public QualifiedNameRef QualifiedName() => new() { NamespaceIndex = UInt16(), Name = String() };

    /// <summary>Reads a LocalizedText and gives its text.</summary>
    public ReadOnlySpan<byte> LocalizedText()
    {
        byte mask = Byte();
        if ((mask & ~3) != 0)
        {
            Fail(WireFaultKind.FieldMask, 3, mask);
        }

        if ((mask & 1) != 0)
        {
            String();
        }

        return (mask & 2) != 0 ? String() : default;
    }

    /// <summary>Reads an ExtensionObject; its body is not looked into.</summary>
    public ExtensionObjectRef ExtensionObject()
    {
        NodeIdRef type = NodeId();
        byte encoding = Byte();
        if (encoding > (byte)ExtensionObjectEncoding.Xml)
        {
            Fail(WireFaultKind.ExtensionObjectEncoding, 2, encoding);
        }

        return new ExtensionObjectRef
        {
            TypeId = type,
            Encoding = (ExtensionObjectEncoding)encoding,
            Body = encoding == 0 ? default : ByteString(),
        };
    }

    /// <summary>Reads a Variant.</summary>
    public VariantRef Variant() => ValueReader.Variant(ref this);

    /// <summary>Reads a DataValue.</summary>
    public DataValueRef DataValue() => ValueReader.DataValue(ref this);

    /// <summary>Reads a DiagnosticInfo, which is only passed on and never looked into.</summary>
    public void DiagnosticInfo() => ValueReader.DiagnosticInfo(ref this);

    /// <summary>Goes one level deeper; false, and a fault, when that is too deep.</summary>
    public bool Enter()
    {
        if (depth >= limits.DepthMax)
        {
            Fail(WireFaultKind.Depth, limits.DepthMax, depth + 1);
            return false;
        }

        depth++;
        return true;
    }

    /// <summary>Comes back from a level that was entered.</summary>
    public void Leave() => depth--;

    /// <summary>Reads the body of a structure as deep as this reader already is.</summary>
    public readonly UaReader Inside(ReadOnlySpan<byte> body) => new(body, limits) { depth = depth };

    /// <summary>Says that nothing may follow; a fault when something does.</summary>
    public void End()
    {
        if (Remaining != 0)
        {
            Fail(WireFaultKind.TrailingBytes, 0, Remaining);
        }
    }

    /// <summary>Keeps a fault, unless there is one; nothing can be read after it.</summary>
    public void Fail(WireFaultKind kind, long expected = -1, long got = 0) => Fail(new WireFault(kind, expected, got));

    /// <summary>Keeps a fault, unless there is one; nothing can be read after it.</summary>
    public void Fail(in WireFault what)
    {
        if (fault.Kind == WireFaultKind.None)
        {
            fault = what;
        }

        position = bytes.Length;
    }

    private NodeIdRef NodeIdOf(byte encoding)
    {
        switch (encoding)
        {
            case 0:
                return new NodeIdRef(0, Byte());
            case 1:
                return new NodeIdRef(Byte(), UInt16());
            case 2:
                return new NodeIdRef(UInt16(), UInt32());
            case 3:
                return new NodeIdRef(NodeIdKind.String, UInt16(), String());
            case 4:
                ushort space = UInt16();
                ReadOnlySpan<byte> guid = Raw(16);
                return HasFailed ? default : new NodeIdRef(NodeIdKind.Guid, space, guid);
            case 5:
                return new NodeIdRef(NodeIdKind.Opaque, UInt16(), ByteString());
            default:
                Fail(WireFaultKind.NodeIdEncoding, 5, encoding);
                return default;
        }
    }
}
