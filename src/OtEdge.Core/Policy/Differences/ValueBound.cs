using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>
/// A <see cref="ValueLimit"/> in canonical form: the raw numbers that pass, as one range of whole numbers. The finite floats of a
/// type are numbered in their order, so that they are whole numbers, too.
/// </summary>
internal sealed record ValueBound
{
    private ValueBound(ValueLimit limit, Int128 low, Int128 high)
    {
        Limit = limit;
        Low = low;
        High = high;
        Addresses = new AddressRange(limit.Address, limit.Address + limit.Layout.Width - 1);
        (Lowest, Highest) = SpanOf(limit.Layout.Type);
    }

    /// <summary>The limit as it was written.</summary>
    public ValueLimit Limit { get; }

    /// <summary>The words or bits of the value.</summary>
    public AddressRange Addresses { get; }

    /// <summary>Smallest number that passes.</summary>
    public Int128 Low { get; }

    /// <summary>Largest number that passes; below <see cref="Low"/> when none does.</summary>
    public Int128 High { get; }

    /// <summary>Smallest number of the type.</summary>
    public Int128 Lowest { get; }

    /// <summary>Largest number of the type.</summary>
    public Int128 Highest { get; }

    /// <summary>True when it asks nothing of a write that is no mask.</summary>
    public bool IsTrivial =>
        Limit is { MaxStep: null, Layout.Width: 1 } && Low == Lowest && High == Highest;

    /// <summary>What it is the same number by: type and order, without orders that make no difference.</summary>
    private (ProcessValueType Type, WordOrder Order) Reading => (Limit.Layout.Type, Limit.Layout switch
    {
        { Type: ProcessValueType.Bit } => WordOrder.ABCD,
        { Width: 1, Order: WordOrder.CDAB } => WordOrder.ABCD,
        { Width: 1, Order: WordOrder.DCBA } => WordOrder.BADC,
        _ => Limit.Layout.Order,
    });

    /// <summary>Makes the canonical form.</summary>
    public static ValueBound Of(ValueLimit limit)
    {
        if (RawValue.IsFloat(limit.Layout.Type))
        {
            (Int128 first, Int128 last) = FloatNumbers.Passing(limit);
            return new ValueBound(limit, first, last);
        }

        (Int128 min, Int128 max, _) = ValueCheck.RawLimits(limit);
        (Int128 lowest, Int128 highest) = RawValue.Span(limit.Layout.Type);
        return new ValueBound(limit, Int128.Max(min, lowest), Int128.Min(max, highest));
    }

    /// <summary>True when both read the same number from the same words.</summary>
    public bool IsSameValue(ValueBound other) => Addresses == other.Addresses && Reading == other.Reading && Limit.Space == other.Limit.Space;

    /// <summary>True when whatever passes this one surely passes the other.</summary>
    public bool Implies(ValueBound other) =>
        IsSameValue(other) && other.Low <= Low && High <= other.High && StepImplies(other);

    /// <summary>The canonical form as text; equal for equal bounds.</summary>
    public override string ToString() =>
        $"{Limit.Space}@{Addresses.First}:{Reading}:{Low}..{High}:{(Limit.MaxStep is null ? "" : StepText())}";

    private static (Int128 Lowest, Int128 Highest) SpanOf(ProcessValueType type) =>
        RawValue.IsFloat(type) ? FloatNumbers.Span(type) : RawValue.Span(type);

    private bool StepImplies(ValueBound other)
    {
        if (other.Limit.MaxStep is null)
        {
            return true;
        }

        if (Limit.MaxStep is null)
        {
            return false;
        }

        return RawValue.IsFloat(Limit.Layout.Type)
            ? Limit.Layout.Scale == other.Limit.Layout.Scale && Limit.Layout.Offset == other.Limit.Layout.Offset
                && Limit.MaxStep <= other.Limit.MaxStep
            : ValueCheck.RawLimits(Limit).Step <= ValueCheck.RawLimits(other.Limit).Step;
    }

    private string StepText() => RawValue.IsFloat(Limit.Layout.Type)
        ? FormattableString.Invariant($"{Limit.MaxStep:R}/{Limit.Layout.Scale:R}/{Limit.Layout.Offset:R}")
        : $"{ValueCheck.RawLimits(Limit).Step}";
}
