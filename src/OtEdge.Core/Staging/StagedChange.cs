namespace OtEdge.Core.Staging;

/// <summary>A change on its way, as the journal keeps it.</summary>
public sealed record StagedChange
{
    /// <summary>Short name, such as <c>c-0007</c>; counted up by the journal.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit that it changes.</summary>
    public required string Conduit { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChangeState State { get; init; }

    /// <summary>The confirmed posture that it started from.</summary>
    public required PostureRecord From { get; init; }

    /// <summary>The posture that it leads to.</summary>
    public required PostureRecord To { get; init; }

    /// <summary>Epoch of the conduit that it was based on.</summary>
    public required long BaseEpoch { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it.</summary>
    public required string Author { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>When it entered its state.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>How long its trial lasts without confirmation.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When the running trial goes back by itself; null outside a trial.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Reason given for overriding unmet gates; null when none were overridden.</summary>
    public string? Override { get; init; }

    /// <summary>Why it ended as it did; null while it is on its way.</summary>
    public string? Outcome { get; init; }
}
