using System.Buffers.Binary;
using System.Globalization;
using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy;

/// <summary>Written values in words.</summary>
public static class ValueText
{
    private const int RawShownMax = 8;

    /// <summary>The engineering value that words or bits make, with every digit: <c>90</c>, <c>-12.5</c>, <c>NaN</c>.</summary>
    /// <param name="data">The value's own registers, big-endian, or one byte with the bit in its lowest place.</param>
    /// <param name="layout">How they make a number.</param>
    /// <returns>Null when there are too few bytes.</returns>
    public static string? Of(ReadOnlySpan<byte> data, ValueLayout layout)
    {
        bool isBit = layout.Type == ProcessValueType.Bit;
        if (data.Length < (isBit ? 1 : 2 * layout.Width))
        {
            return null;
        }

        ulong raw = isBit ? RawValue.Bit(data, 0) : RawValue.Words(data, layout);
        if (!RawValue.IsFloat(layout.Type))
        {
            var number = new ExactDecimal(RawValue.ToInteger(raw, layout.Type), 0);
            return ((number * ExactDecimal.Of(layout.Scale)) + ExactDecimal.Of(layout.Offset)).ToString();
        }

        double real = RawValue.ToDouble(raw, layout.Type);
        return layout is { Type: ProcessValueType.Float32, Scale: 1, Offset: 0 }
            ? ((float)real).ToString(CultureInfo.InvariantCulture)
            : ((real * layout.Scale) + layout.Offset).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The engineering value that an operation writes at an address; null when it does not write all of it.</summary>
    /// <param name="operation">The write; its data may be cut short.</param>
    /// <param name="address">Zero-based address of the value's first word or bit.</param>
    /// <param name="layout">How its words make a number.</param>
    public static string? Of(in Operation operation, int address, ValueLayout layout)
    {
        int offset = address - operation.Address;
        if (operation.IsMask || offset < 0 || offset + layout.Width > operation.Count)
        {
            return null;
        }

        if (layout.Type == ProcessValueType.Bit)
        {
            return offset / 8 < operation.Data.Length ? Of([(byte)RawValue.Bit(operation.Data, offset)], layout) : null;
        }

        return 2 * offset < operation.Data.Length ? Of(operation.Data[(2 * offset)..], layout) : null;
    }

    /// <summary>
    /// What an operation writes, for a finding: <c>90 (target-temp)</c> by the value limits of the rule that the decision names,
    /// else the raw words or bits.
    /// </summary>
    /// <param name="policy">The policy that decided; null: raw words.</param>
    /// <param name="operation">The operation; its data may be cut short.</param>
    /// <param name="decision">What was decided.</param>
    /// <returns>Null when it writes nothing.</returns>
    public static string? Written(PolicyDocument? policy, in Operation operation, in Decision decision)
    {
        if (operation.IsMask)
        {
            return $"and 0x{operation.AndMask:x4}, or 0x{operation.OrMask:x4}";
        }

        if (operation.Data.IsEmpty || operation.Class == OperationClass.Malformed)
        {
            return null;
        }

        var values = new List<string>();
        foreach (ValueLimit limit in DecisionText.RuleOf(policy, decision)?.Values ?? [])
        {
            if (limit.Space == operation.Space && Of(operation, limit.Address, limit.Layout) is { } value)
            {
                values.Add($"{value} ({limit.Tag ?? $"at {limit.Address}"})");
            }
        }

        return values.Count > 0 ? string.Join(", ", values) : Raw(operation);
    }

    private static string Raw(in Operation operation)
    {
        bool isBits = operation.Space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;
        int there = Math.Min(operation.Count, isBits ? operation.Data.Length * 8 : operation.Data.Length / 2);
        var values = new List<string>();
        for (int i = 0; i < Math.Min(there, RawShownMax); i++)
        {
            values.Add(isBits
                ? $"{RawValue.Bit(operation.Data, i)}"
                : $"{BinaryPrimitives.ReadUInt16BigEndian(operation.Data[(2 * i)..])}");
        }

        return string.Join(", ", values) + (operation.Count > values.Count ? $", ... ({operation.Count} in all)" : "");
    }
}
