namespace OtEdge.Core.Policy;

/// <summary>An inclusive range of zero-based addresses, or of records of a file.</summary>
/// <param name="First">First address, 0 to 65535.</param>
/// <param name="Last">Last address, not below <paramref name="First"/>.</param>
public readonly record struct AddressRange(int First, int Last)
{
    /// <summary>True when every address of <paramref name="other"/> lies in this range.</summary>
    public bool Contains(AddressRange other) => First <= other.First && other.Last <= Last;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
