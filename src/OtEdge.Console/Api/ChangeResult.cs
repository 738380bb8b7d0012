namespace OtEdge.Console.Api;

/// <summary>What came of a proposal or a step.</summary>
public sealed record ChangeResult
{
    /// <summary>Id of the change.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands now.</summary>
    public required string State { get; init; }

    /// <summary>The conduit that it changes.</summary>
    public required string Conduit { get; init; }

    /// <summary>When its trial goes back by itself; null outside a trial.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>True when it refuses more than before.</summary>
    public bool Tightens { get; init; }

    /// <summary>Grows by one with every step; a later step may carry it as `seen`.</summary>
    public long Version { get; init; }

    /// <summary>Token of the running trial or soak, for confirmations and extensions; null outside.</summary>
    public string? Token { get; init; }

    /// <summary>What holds it up now, one sentence each.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>What happened and what to do next, for people.</summary>
    public string Message { get; init; } = "";
}
