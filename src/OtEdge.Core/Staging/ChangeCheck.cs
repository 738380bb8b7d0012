using OtEdge.Core.Policy.Differences;

namespace OtEdge.Core.Staging;

/// <summary>What going from one posture to another would do, computed before anything happens.</summary>
public sealed record ChangeCheck
{
    /// <summary>Which way it goes.</summary>
    public required DifferenceKind Direction { get; init; }

    /// <summary>What clients lose and gain, in lines for people.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>How to split a mixed change, one step each; empty for others.</summary>
    public IReadOnlyList<string> Split { get; init; } = [];

    /// <summary>Steps of the ladder that it takes at once when it takes more than one, in words; empty: one at most.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Rules of a new policy that can never decide anything, in words.</summary>
    public IReadOnlyList<string> Unreachable { get; init; } = [];

    /// <summary>Essential operations that it would refuse.</summary>
    public IReadOnlyList<string> EssentialLost { get; init; } = [];

    /// <summary>True when the conduit carries operations that are declared essential.</summary>
    public bool TouchesEssential { get; init; }

    /// <summary>True when it may refuse something that was forwarded before, or refuse it harder.</summary>
    public bool Tightens => Direction is DifferenceKind.Tightening or DifferenceKind.Mixed;
}
