using System.Numerics;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// One <see cref="ValueLimit"/> with its limits turned into raw numbers, so that integers compare exactly: the smallest raw number
/// whose engineering value is not below the min, and the largest whose value is not above the max. Floats compare as doubles.
/// </summary>
internal sealed class ValueCheck
{
    private readonly ValueLayout layout;
    private readonly bool isFloat;
    private readonly Int128 rawMin;
    private readonly Int128 rawMax;
    private readonly Int128 rawStep;
    private readonly double min;
    private readonly double max;
    private readonly double step;

    /// <summary>Compiles a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="memorySlot">Where its words are remembered; -1 when it has no max-step.</param>
    public ValueCheck(ValueLimit limit, int memorySlot)
    {
        layout = limit.Layout;
        Space = limit.Space;
        MemorySlot = memorySlot;
        Addresses = new AddressRange(limit.Address, limit.Address + layout.Width - 1);
        isFloat = RawValue.IsFloat(layout.Type);
        min = limit.Min ?? double.NegativeInfinity;
        max = limit.Max ?? double.PositiveInfinity;
        step = limit.MaxStep ?? double.PositiveInfinity;
        if (!isFloat)
        {
            (rawMin, rawMax, rawStep) = RawLimits(limit);
        }
    }

    /// <summary>The space of the value.</summary>
    public RegisterSpace Space { get; }

    /// <summary>The words or bits of the value.</summary>
    public AddressRange Addresses { get; }

    /// <summary>Where <see cref="JudgingMemory"/> keeps its words; -1 when it has no max-step.</summary>
    public int MemorySlot { get; }

    /// <summary>Judges the value in a write that carries all of its words.</summary>
    /// <param name="operation">The write; its data must be complete.</param>
    /// <param name="memory">Where the last known value is.</param>
    /// <param name="notes">Gets <see cref="DecisionNotes.StepUnknown"/> when there is none.</param>
    /// <returns>Allowed, Value or Step.</returns>
    public DecisionReason Judge(in Operation operation, JudgingMemory memory, ref DecisionNotes notes)
    {
        if (operation.IsMask)
        {
            return JudgeMask(operation, memory, ref notes);
        }

        int offset = Addresses.First - operation.Address;
        ulong raw = layout.Type == ProcessValueType.Bit
            ? RawValue.Bit(operation.Data, offset)
            : RawValue.Words(operation.Data[(2 * offset)..], layout);
        if (isFloat)
        {
            return JudgeFloat(raw, operation.Unit, memory, ref notes);
        }

        Int128 value = RawValue.ToInteger(raw, layout.Type);
        return JudgeInteger(value, value, operation.Unit, memory, ref notes);
    }

    /// <summary>The limits of an integer value as raw numbers; one beyond the type's own span where nothing can pass.</summary>
    internal static (Int128 Min, Int128 Max, Int128 Step) RawLimits(ValueLimit limit)
    {
        (Int128 lowest, Int128 highest) = RawValue.Span(limit.Layout.Type);
        ExactDecimal scale = ExactDecimal.Of(limit.Layout.Scale), offset = ExactDecimal.Of(limit.Layout.Offset);
        double? low = limit.Layout.Scale > 0 ? limit.Min : limit.Max, high = limit.Layout.Scale > 0 ? limit.Max : limit.Min;
        Int128 rawMin = low is null ? lowest : Clamped((ExactDecimal.Of(low.Value) - offset).CeilingOver(scale), lowest, highest);
        Int128 rawMax = high is null ? highest : Clamped((ExactDecimal.Of(high.Value) - offset).FloorOver(scale), lowest, highest);
        Int128 rawStep = limit.MaxStep is null
            ? Int128.MaxValue
            : Clamped(
                ExactDecimal.Of(limit.MaxStep.Value).FloorOver(scale with { Mantissa = BigInteger.Abs(scale.Mantissa) }), 0, highest - lowest);
        return (rawMin, rawMax, rawStep);
    }

    // One beyond the type's own span keeps "nothing can pass" apart from "the last value passes".
    private static Int128 Clamped(BigInteger value, Int128 lowest, Int128 highest) =>
        (Int128)BigInteger.Clamp(value, lowest - 1, highest + 1);

    private DecisionReason JudgeFloat(ulong raw, byte unit, JudgingMemory memory, ref DecisionNotes notes)
    {
        double value = Scaled(raw);
        if (!double.IsFinite(value) || !(value >= min && value <= max))
        {
            return DecisionReason.Value;
        }

        if (MemorySlot < 0)
        {
            return DecisionReason.Allowed;
        }

        if (!memory.TryRecall(unit, MemorySlot, layout, out ulong lastRaw) || Scaled(lastRaw) is var last && !double.IsFinite(last))
        {
            notes |= DecisionNotes.StepUnknown;
            return DecisionReason.Allowed;
        }

        return Math.Abs(value - last) <= step ? DecisionReason.Allowed : DecisionReason.Step;
    }

    private DecisionReason JudgeInteger(Int128 low, Int128 high, byte unit, JudgingMemory memory, ref DecisionNotes notes)
    {
        if (low < rawMin || high > rawMax)
        {
            return DecisionReason.Value;
        }

        if (MemorySlot < 0)
        {
            return DecisionReason.Allowed;
        }

        if (!memory.TryRecall(unit, MemorySlot, layout, out ulong lastRaw))
        {
            notes |= DecisionNotes.StepUnknown;
            return DecisionReason.Allowed;
        }

        Int128 last = RawValue.ToInteger(lastRaw, layout.Type);
        return Int128.Abs(low - last) <= rawStep && Int128.Abs(high - last) <= rawStep
            ? DecisionReason.Allowed
            : DecisionReason.Step;
    }

    // The result is (present AND and) OR (or AND NOT and). Present is unknown, so for an unsigned word every result between the
    // two extremes must pass; for other types the order of bits and of numbers differ, and only a fully given word can be judged.
    private DecisionReason JudgeMask(in Operation operation, JudgingMemory memory, ref DecisionNotes notes)
    {
        ushort and = RawValue.InOrder(operation.AndMask, layout.Order), or = RawValue.InOrder(operation.OrMask, layout.Order);
        ushort low = (ushort)(or & ~and), high = (ushort)(low | and);
        if (layout.Type != ProcessValueType.UInt16 && and != 0)
        {
            return DecisionReason.Value;
        }

        return JudgeInteger(
            RawValue.ToInteger(low, layout.Type), RawValue.ToInteger(high, layout.Type), operation.Unit, memory, ref notes);
    }

    private double Scaled(ulong raw) => (RawValue.ToDouble(raw, layout.Type) * layout.Scale) + layout.Offset;
}
