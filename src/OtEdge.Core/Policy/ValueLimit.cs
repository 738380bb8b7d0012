namespace OtEdge.Core.Policy;

/// <summary>What a rule asks of one written process value.</summary>
/// <param name="Space">Coil or holding register.</param>
/// <param name="Address">Zero-based address of the value's first word or bit.</param>
/// <param name="Layout">How its words make a number.</param>
/// <param name="Min">Smallest engineering value allowed; null: none.</param>
/// <param name="Max">Largest engineering value allowed; null: none.</param>
public sealed record ValueLimit(
    RegisterSpace Space,
    int Address,
    ValueLayout Layout,
    double? Min = null,
    double? Max = null)
{
    /// <summary>Largest change from the last known value, in engineering units; null: none.</summary>
    public double? MaxStep { get; init; }

    /// <summary>The tag it was named by; null when named by address.</summary>
    public string? Tag { get; init; }
}
