using OtEdge.Core.Policy;
using OtEdge.Core.Staging.Governing;

namespace OtEdge.Core.Staging.Exempting;

/// <summary>A time-boxed exception for one client of a conduit: what it does is judged and recorded, and refused by pins only.</summary>
public sealed record Permit
{
    /// <summary>Short name, such as <c>p-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client.</summary>
    public required ClientSelector Client { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>How long it takes new connections, from its start.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Approvals so far.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>When it began; null: it waits for approvals.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>How much of its time is used up, in time that the gateway ran, as last noted.</summary>
    public TimeSpan Used { get; init; }

    /// <summary>When it stopped taking new connections; null: it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended; null: it has not.</summary>
    public string? Ending { get; init; }

    /// <summary>True while it takes new connections.</summary>
    public bool IsRunning => BeganAt is not null && EndedAt is null;

    /// <summary>True while it waits for approvals.</summary>
    public bool IsAsked => BeganAt is null && EndedAt is null;
}
