namespace OtEdge.Console.Api;

/// <summary>A change as the journal has it.</summary>
public sealed record ChangeView
{
    /// <summary>Its id, such as <c>c-0007</c>.</summary>
    public required string Id { get; init; }

    /// <summary>draft, trial, soak, confirmed, withdrawn or rolled_back.</summary>
    public required string State { get; init; }

    /// <summary>The conduit that it changes.</summary>
    public required string Conduit { get; init; }

    /// <summary>The confirmed posture that it started from.</summary>
    public required PostureView From { get; init; }

    /// <summary>The posture that it leads to.</summary>
    public required PostureView To { get; init; }

    /// <summary>What changes, in words, such as "monitor to enforce".</summary>
    public required string Summary { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it.</summary>
    public required string Author { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>When it entered its state.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>How long its trial lasts, such as <c>10m</c>.</summary>
    public required string Trial { get; init; }

    /// <summary>When the running trial goes back by itself; null outside a trial.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Reason given for overriding unmet gates; null when none were.</summary>
    public string? Override { get; init; }

    /// <summary>Why it ended as it did; null while it is on its way.</summary>
    public string? Outcome { get; init; }
}
