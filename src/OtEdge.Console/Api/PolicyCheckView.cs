namespace OtEdge.Console.Api;

/// <summary>What is to be said of a policy before anybody proposes it; nothing was changed by asking.</summary>
public sealed record PolicyCheckView
{
    /// <summary>What is wrong with it, by line and column; warnings among them.</summary>
    public required IReadOnlyList<ProblemView> Problems { get; init; }

    /// <summary>Digest over everything that decides; null: it has errors, and the rest of this is empty.</summary>
    public string? Digest { get; init; }

    /// <summary>Its `tests:` in file order.</summary>
    public IReadOnlyList<PolicyTestView> Tests { get; init; } = [];

    /// <summary>Which way it goes from the live policy once the conduit enforces: same, tightening, loosening or mixed.</summary>
    public string? Direction { get; init; }

    /// <summary>What clients lose and gain by it, in words.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];

    /// <summary>How to split a policy that both loosens and tightens; empty for others.</summary>
    public IReadOnlyList<string> Split { get; init; } = [];

    /// <summary>Rules that can never decide anything, in words.</summary>
    public IReadOnlyList<string> Unreachable { get; init; } = [];

    /// <summary>Essential operations that it would refuse, in words.</summary>
    public IReadOnlyList<string> EssentialLost { get; init; } = [];
}
