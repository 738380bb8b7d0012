using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Encoding;

/// <summary>Reads the types that can hold one another, all against one depth limit.</summary>
internal static class ValueReader
{
    private const int ArrayFlag = 0x80;
    private const int DimensionsFlag = 0x40;
    private const int LastReservedType = 31;

    public static VariantRef Variant(scoped ref UaReader reader)
    {
        byte encoding = reader.Byte();
        BuiltInType type = TypeOf(encoding & 0x3F, ref reader);
        bool isArray = (encoding & ArrayFlag) != 0;
        if ((type == BuiltInType.Null && encoding != 0) || (!isArray && ((encoding & DimensionsFlag) != 0 || type == BuiltInType.Variant)))
        {
            reader.Fail(WireFaultKind.VariantEncoding, -1, encoding);
        }

        if (type == BuiltInType.Null || !reader.Enter())
        {
            return default;
        }

        int count = isArray ? reader.ArrayLength(BuiltInTypes.LeastBytes(type)) : 1;
        int start = reader.Position;
        Values(type, count, ref reader);
        ReadOnlySpan<byte> values = reader.Since(start);
        bool fits = true;
        ReadOnlySpan<byte> dimensions = (encoding & DimensionsFlag) != 0 ? Dimensions(count, ref reader, out fits) : default;
        reader.Leave();
        return reader.HasFailed
            ? default
            : new VariantRef { Type = type, IsArray = isArray, Count = count, Values = values, Dimensions = dimensions, HasWrongDimensions = !fits };
    }

    public static DataValueRef DataValue(scoped ref UaReader reader)
    {
        byte mask = reader.Byte();
        if ((mask & ~(int)DataValueFields.All) != 0)
        {
            reader.Fail(WireFaultKind.FieldMask, (int)DataValueFields.All, mask);
        }

        if (!reader.Enter())
        {
            return default;
        }

        VariantRef value = (mask & (int)DataValueFields.Value) != 0 ? Variant(ref reader) : default;
        uint status = (mask & (int)DataValueFields.Status) != 0 ? reader.UInt32() : 0;
        Stamp(mask, DataValueFields.SourceTimestamp, 8, ref reader);
        Stamp(mask, DataValueFields.SourcePicoseconds, 2, ref reader);
        Stamp(mask, DataValueFields.ServerTimestamp, 8, ref reader);
        Stamp(mask, DataValueFields.ServerPicoseconds, 2, ref reader);
        reader.Leave();
        return new DataValueRef { Fields = (DataValueFields)mask, Value = value, Status = status };
    }

    public static void DiagnosticInfo(scoped ref UaReader reader)
    {
        byte mask = reader.Byte();
        if ((mask & 0x80) != 0)
        {
            reader.Fail(WireFaultKind.FieldMask, 0x7F, mask);
        }

        if (!reader.Enter())
        {
            return;
        }

        // SymbolicId, NamespaceUri, Locale and LocalizedText are indexes into the string table.
        reader.Raw(4 * System.Numerics.BitOperations.PopCount((uint)mask & 0x0F));
        if ((mask & 0x10) != 0)
        {
            reader.String();
        }

        if ((mask & 0x20) != 0)
        {
            reader.UInt32();
        }

        if ((mask & 0x40) != 0)
        {
            DiagnosticInfo(ref reader);
        }

        reader.Leave();
    }

    private static void Values(BuiltInType type, int count, scoped ref UaReader reader)
    {
        int fixedBytes = BuiltInTypes.FixedBytes(type);
        if (fixedBytes != 0)
        {
            reader.Raw((int)Math.Min((long)count * fixedBytes, int.MaxValue));
            return;
        }

        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            Value(type, ref reader);
        }
    }

    private static void Value(BuiltInType type, scoped ref UaReader reader)
    {
        switch (type)
        {
            case BuiltInType.String or BuiltInType.XmlElement:
                reader.String();
                break;
            case BuiltInType.ByteString:
                reader.ByteString();
                break;
            case BuiltInType.NodeId:
                reader.NodeId();
                break;
            case BuiltInType.ExpandedNodeId:
                reader.ExpandedNodeId();
                break;
            case BuiltInType.QualifiedName:
                reader.QualifiedName();
                break;
            case BuiltInType.LocalizedText:
                reader.LocalizedText();
                break;
            case BuiltInType.ExtensionObject:
                reader.ExtensionObject();
                break;
            case BuiltInType.DataValue:
                DataValue(ref reader);
                break;
            case BuiltInType.Variant:
                Variant(ref reader);
                break;
            default:
                DiagnosticInfo(ref reader);
                break;
        }
    }

    private static ReadOnlySpan<byte> Dimensions(int count, scoped ref UaReader reader, out bool fits)
    {
        int dimensions = reader.ArrayLength(4);
        int start = reader.Position;
        long product = 1;
        for (int i = 0; i < dimensions && !reader.HasFailed; i++)
        {
            int length = reader.Int32();
            product = length < 0 || product > int.MaxValue ? long.MaxValue / 2 : product * length;
        }

        fits = dimensions == 0 || product == count;
        return reader.Since(start);
    }

    private static BuiltInType TypeOf(int id, scoped ref UaReader reader)
    {
        if (id > LastReservedType)
        {
            reader.Fail(WireFaultKind.VariantEncoding, LastReservedType, id);
        }

        // Ids 26 to 31 are reserved and read as ByteString (OPC UA Part 6 cl. 5.2.2.16).
        return id > (int)BuiltInType.DiagnosticInfo ? BuiltInType.ByteString : (BuiltInType)id;
    }

    private static void Stamp(byte mask, DataValueFields field, int bytes, scoped ref UaReader reader)
    {
        if ((mask & (int)field) != 0)
        {
            reader.Raw(bytes);
        }
    }
}
