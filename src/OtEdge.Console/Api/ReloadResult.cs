namespace OtEdge.Console.Api;

/// <summary>What came of a reload that was accepted.</summary>
public sealed record ReloadResult
{
    /// <summary>Conduits that were opened.</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];

    /// <summary>Conduits that were closed because the settings no longer have them; their state is kept.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    /// <summary>Conduits whose `listen`, `device` or limits take effect when they are restarted.</summary>
    public IReadOnlyList<string> AwaitingRestart { get; init; } = [];

    /// <summary>Ids of draft changes made from what differs between settings and live posture.</summary>
    public IReadOnlyList<string> Drafts { get; init; } = [];

    /// <summary>What happened and what to do next, one sentence each.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}
