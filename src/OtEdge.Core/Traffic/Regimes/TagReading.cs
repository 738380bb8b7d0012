using System.Text;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Regimes;

/// <summary>A process value as it was last seen: a number or a word; bad when it is neither.</summary>
/// <param name="Number">The engineering value; null when it is a word or bad.</param>
/// <param name="Word">The text; null when it is a number or bad.</param>
/// <param name="Utc">When it was seen.</param>
public sealed record TagReading(double? Number, string? Word, DateTimeOffset Utc)
{
    /// <summary>Longest word, in bytes of UTF-8; a longer text makes a bad reading.</summary>
    public const int WordBytesMax = 256;

    /// <summary>Reads the value of an OPC UA node; arrays, bad and uncertain values, and what is neither number nor text make a bad reading.</summary>
    /// <param name="value">The whole value.</param>
    /// <param name="utc">When it was seen.</param>
    public static TagReading Of(in NodeValue value, DateTimeOffset utc) =>
        value.IsNotGood || value.IsArray ? new TagReading(null, null, utc)
        : value.Count == 1 ? new TagReading(double.IsFinite(value[0].Real) ? value[0].Real : null, null, utc)
        : value is { Type: NodeValueType.String, Data.Length: <= WordBytesMax } ? new TagReading(null, Encoding.UTF8.GetString(value.Data), utc)
        : new TagReading(null, null, utc);

    /// <summary>Reads the words of a Modbus value as on the wire; too few bytes, or a float that is no number, make a bad reading.</summary>
    /// <param name="raw">Registers big-endian; a single bit as one byte.</param>
    /// <param name="layout">How they make a number.</param>
    /// <param name="utc">When they were seen.</param>
    public static TagReading Of(ReadOnlySpan<byte> raw, ValueLayout layout, DateTimeOffset utc)
    {
        if (layout.Type == ProcessValueType.Bit)
        {
            return new TagReading(raw.IsEmpty ? null : raw.ContainsAnyExcept((byte)0) ? 1 : 0, null, utc);
        }

        if (raw.Length < 2 * layout.Width)
        {
            return new TagReading(null, null, utc);
        }

        ulong bits = RawValue.Words(raw, layout);
        double number = RawValue.IsFloat(layout.Type)
            ? RawValue.ToDouble(bits, layout.Type)
            : (double)RawValue.ToInteger(bits, layout.Type);
        double value = (number * layout.Scale) + layout.Offset;
        return new TagReading(double.IsFinite(value) ? value : null, null, utc);
    }
}
