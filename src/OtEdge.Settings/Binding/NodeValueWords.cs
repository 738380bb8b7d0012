using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Settings.Binding;

/// <summary>OPC UA values as people write them, with the names of their types.</summary>
internal static class NodeValueWords
{
    /// <summary>Types by their words, for limits and for typed values.</summary>
    public static IReadOnlyList<(string Word, NodeValueType Type)> Types { get; } =
    [
        .. Enumerable.Range((int)NodeValueType.Boolean, (int)NodeValueType.String).Select(id => (NodeValueText.TypeWord((NodeValueType)id), (NodeValueType)id)),
    ];

    /// <summary>The type of a value that was written without one: boolean for true and false, float64 for numbers, else string.</summary>
    public static NodeValueType TypeOf(string text) =>
        text is "true" or "false" ? NodeValueType.Boolean
        : Shapes.Scalars.TryNumber(text, out _) ? NodeValueType.Double
        : NodeValueType.String;

    /// <summary>The bytes of a value as on the wire; false when the text is no value of the type.</summary>
    public static bool TryEncode(NodeValueType type, string text, out byte[] bytes)
    {
        bytes = new byte[type == NodeValueType.String ? 0 : NodeValue.Width(type)];
        CultureInfo culture = CultureInfo.InvariantCulture;
        switch (type)
        {
            case NodeValueType.String:
                bytes = Encoding.UTF8.GetBytes(text);
                return true;
            case NodeValueType.Boolean:
                bytes[0] = text is "true" or "on" or "1" ? (byte)1 : (byte)0;
                return text is "true" or "false" or "on" or "off" or "0" or "1";
            case NodeValueType.Float:
                bool isFloat = TryReal(text, out double single);
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)single);
                return isFloat;
            case NodeValueType.Double:
                bool isReal = TryReal(text, out double real);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, real);
                return isReal;
            default:
                if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, culture, out Int128 integer) || !Fits(type, integer))
                {
                    return false;
                }

                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = unchecked((byte)(integer >> (8 * i)));
                }

                return true;
        }
    }

    private static bool TryReal(string text, out double real)
    {
        if (text is "NaN" or "nan" or ".nan")
        {
            real = double.NaN;
            return true;
        }

        return Shapes.Scalars.TryNumber(text, out real);
    }

    private static bool Fits(NodeValueType type, Int128 integer)
    {
        int bits = 8 * NodeValue.Width(type);
        bool isSigned = type is NodeValueType.SByte or NodeValueType.Int16 or NodeValueType.Int32 or NodeValueType.Int64;
        Int128 low = isSigned ? -(Int128.One << (bits - 1)) : 0, high = (Int128.One << (isSigned ? bits - 1 : bits)) - 1;
        return integer >= low && integer <= high;
    }
}
