using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Traffic.Regimes;

/// <summary>A process value as it was last seen: a number or a word; bad when it is neither.</summary>
/// <param name="Number">The engineering value; null when it is a word or bad.</param>
/// <param name="Word">The text; null when it is a number or bad.</param>
/// <param name="Utc">When it was seen.</param>
public sealed record TagReading(double? Number, string? Word, DateTimeOffset Utc)
{
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
