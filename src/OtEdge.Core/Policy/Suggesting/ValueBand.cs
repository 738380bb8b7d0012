namespace OtEdge.Core.Policy.Suggesting;

/// <summary>The smallest and the largest of some values.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
public readonly record struct ValueBand(double Min, double Max)
{
    /// <summary>The band of no value at all.</summary>
    public static ValueBand Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Everything: what is left of a band into which something has come that is no number.</summary>
    public static ValueBand Boundless { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>True when it has an end on both sides.</summary>
    public bool IsBounded => double.IsFinite(Min) && double.IsFinite(Max);

    /// <summary>Largest minus smallest.</summary>
    public double Span => Max - Min;

    /// <summary>The band with one more value in it; a value that is no finite number has no place in a band.</summary>
    public ValueBand With(double value) =>
        double.IsFinite(value) ? new ValueBand(Math.Min(Min, value), Math.Max(Max, value)) : Boundless;

    /// <summary>The band that holds both.</summary>
    public ValueBand With(ValueBand other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}
