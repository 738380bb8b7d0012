namespace OtEdge.Console.Api;

/// <summary>A campaign over the conduits of a zone.</summary>
public sealed record CampaignView
{
    /// <summary>Id, such as <c>z-0003</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The zone.</summary>
    public required string Zone { get; init; }

    /// <summary>The mode that its conduits are led to.</summary>
    public required string Mode { get; init; }

    /// <summary>running, held, done or withdrawn.</summary>
    public required string State { get; init; }

    /// <summary>When it entered its state.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it.</summary>
    public required string Author { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Its conduits, wave by wave.</summary>
    public required IReadOnlyList<CampaignMemberView> Conduits { get; init; }

    /// <summary>Name of the window in which trials may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>Classes in the order in which enforcing takes them in; empty: every class at once.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What it waits for, one sentence each.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<CampaignMarkView> History { get; init; } = [];
}
