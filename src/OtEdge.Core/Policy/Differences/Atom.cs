namespace OtEdge.Core.Policy.Differences;

/// <summary>The smallest piece of a difference, before pieces that say the same are put together.</summary>
/// <param name="Units">Groups of units.</param>
/// <param name="Functions">Group of functions.</param>
/// <param name="File">File number; otherwise 0.</param>
/// <param name="Range">Addresses.</param>
/// <param name="How">What sets the operations apart, such as <c>above 85</c>; empty: nothing.</param>
internal sealed record Atom(int[] Units, int Functions, int File, AddressRange Range, string How)
{
    /// <summary>True when a pin comes or goes.</summary>
    public bool IsPinned { get; init; }

    /// <summary>An operation that shows it; null: it cannot be told exactly.</summary>
    public DifferenceWitness? Witness { get; init; }
}
