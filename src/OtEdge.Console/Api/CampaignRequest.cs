namespace OtEdge.Console.Api;

/// <summary>What `zone set` asks for.</summary>
public sealed record CampaignRequest
{
    /// <summary>Name of the window in which trials may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>monitor or enforce.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Why; required.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long each trial lasts without confirmation, such as <c>10m</c>; null: 10 minutes.</summary>
    public string? Trial { get; init; }
}
