using System.Buffers.Binary;
using System.Globalization;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Recording;

/// <summary>What an operation writes.</summary>
/// <param name="Number">The one value in engineering units where a tag knows them, else the raw word; null: not one number.</param>
/// <param name="Band">Its band, <c>on</c> or <c>off</c> for a bit; empty when no single value is written.</param>
/// <param name="Sample">The values in words; null when nothing is written.</param>
internal readonly record struct WrittenValue(double? Number, string Band, string? Sample)
{
    private const byte MaskWriteFunction = 22;
    private const int MaskBytes = 2 * sizeof(ushort);

    /// <summary>Reads it from an operation.</summary>
    /// <param name="written">The operation as the data plane hands it out.</param>
    /// <param name="tags">Named values of the conduit's devices.</param>
    public static WrittenValue Of(in TrafficFinding written, IReadOnlyList<Tag> tags)
    {
        if (written.Deed is not null)
        {
            return OfNode(written);
        }

        if (written.Data.IsEmpty || written.Class == OperationClass.Malformed || written.Count < 1 || written.Space == RegisterSpace.None)
        {
            return new WrittenValue(null, "", null);
        }

        Operation operation = OperationOf(written);
        if (operation.IsMask)
        {
            return new WrittenValue(null, "", ValueText.Written(null, operation, default));
        }

        foreach (Tag tag in tags)
        {
            if (tag.Unit == operation.Unit
                && tag.Space == operation.Space
                && tag.Address == operation.Address
                && tag.Layout.Width == operation.Count
                && ValueText.Of(operation, tag.Address, tag.Layout) is { } text)
            {
                return OfTag(tag, text);
            }
        }

        string? sample = ValueText.Written(null, operation, default);
        if (operation.Count > 1)
        {
            return new WrittenValue(null, "", sample);
        }

        bool isBit = operation.Space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;
        return isBit ? Bit((operation.Data[0] & 1) != 0)
            : operation.Space == RegisterSpace.HoldingRegister && operation.Data.Length >= sizeof(ushort)
                ? Plain(BinaryPrimitives.ReadUInt16BigEndian(operation.Data), sample)
                : new WrittenValue(null, "", sample);
    }

    private static WrittenValue OfNode(in TrafficFinding written)
    {
        var value = new NodeValue { Type = written.ValueType, IsArray = written.IsArray, Data = written.Data };
        string? sample = NodeValueText.WithType(value);
        return value.Count != 1 || value.IsArray ? new WrittenValue(null, "", sample)
            : value.Type == NodeValueType.Boolean ? Bit(value[0].Integer != 0)
            : Plain(value[0].Real, sample);
    }

    private static WrittenValue OfTag(Tag tag, string text)
    {
        string sample = tag.EngineeringUnit is null ? $"{text} ({tag.Name})" : $"{text} {tag.EngineeringUnit} ({tag.Name})";
        double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return tag.Layout.Type == ProcessValueType.Bit ? Bit(number != 0) : Plain(number, sample);
    }

    private static WrittenValue Bit(bool isOn) => new(isOn ? 1 : 0, isOn ? "on" : "off", isOn ? "on" : "off");

    private static WrittenValue Plain(double number, string? sample) =>
        new(double.IsFinite(number) ? number : null, ValueBand.Of(number), sample);

    private static Operation OperationOf(in TrafficFinding written)
    {
        // The loop hands a mask write's two masks out as its data.
        bool isMask = written.Function.Code == MaskWriteFunction && written.Data.Length == MaskBytes;
        return new Operation
        {
            Class = written.Class,
            Function = written.Function,
            Unit = written.Unit,
            Space = written.Space,
            File = written.File,
            Address = written.Address,
            Count = written.Count,
            Data = isMask ? [] : written.Data,
            IsMask = isMask,
            AndMask = isMask ? BinaryPrimitives.ReadUInt16BigEndian(written.Data) : (ushort)0,
            OrMask = isMask ? BinaryPrimitives.ReadUInt16BigEndian(written.Data[sizeof(ushort)..]) : (ushort)0,
        };
    }
}
