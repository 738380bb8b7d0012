namespace OtEdge.Console.Api;

/// <summary>What `zone set` asks for.</summary>
public sealed record CampaignRequest
{
    /// <summary>monitor or enforce.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Why; required.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long each trial lasts without confirmation, such as <c>10m</c>; null: 10 minutes.</summary>
    public string? Trial { get; init; }
}
