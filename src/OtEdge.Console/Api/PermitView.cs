namespace OtEdge.Console.Api;

/// <summary>A permit as it stands.</summary>
public sealed record PermitView
{
    /// <summary>Its id, such as <c>p-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client, as it was asked for.</summary>
    public required string Client { get; init; }

    /// <summary>asked, running or ended.</summary>
    public required string State { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>How long it takes new connections, such as <c>2h</c>.</summary>
    public required string For { get; init; }

    /// <summary>How much of its time is left, such as <c>1h 20m</c>; null: it does not run.</summary>
    public string? Left { get; init; }

    /// <summary>Who has approved it.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init; } = [];

    /// <summary>Whose approval is missing: a function, or <c>another person</c>; empty: nobody's.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>When it began; null: it has not.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended; null: it has not.</summary>
    public string? Ending { get; init; }
}
