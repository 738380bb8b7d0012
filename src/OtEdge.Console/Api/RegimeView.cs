namespace OtEdge.Console.Api;

/// <summary>The operating regime of the site.</summary>
public sealed record RegimeView
{
    /// <summary>The regime whose episode lasts; null in the first seconds. <c>unknown</c>: a process value that decides is bad or
    /// stale; <c>other</c>: none of the configured ones holds.</summary>
    public string? Name { get; init; }

    /// <summary>When its episode began; null while there is none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Number of the episode; null while there is none.</summary>
    public long? Episode { get; init; }

    /// <summary>The regime that holds at this moment; differs from the name until it has held for 5 s.</summary>
    public string Holds { get; init; } = "";

    /// <summary>The regime that people have set by hand; null: none.</summary>
    public string? Button { get; init; }

    /// <summary>Configured regimes in file order: the first that holds is the regime.</summary>
    public IReadOnlyList<string> Regimes { get; init; } = [];

    /// <summary>Regimes that people can set by hand.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>Process values that decide and are not known well enough, each with why; while there are any, the regime may be unknown.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What keeps episodes from being written; null: nothing.</summary>
    public string? Fault { get; init; }
}
