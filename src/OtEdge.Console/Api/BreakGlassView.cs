namespace OtEdge.Console.Api;

/// <summary>A break-glass as it stands.</summary>
public sealed record BreakGlassView
{
    /// <summary>Its id, such as <c>b-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>monitor, flow or unread.</summary>
    public required string Form { get; init; }

    /// <summary>holds, overdue, returning or ended.</summary>
    public required string State { get; init; }

    /// <summary>Who broke the glass.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When its time is up; the posture stays after it.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The mode before it; the return leads there.</summary>
    public required string BeforeMode { get; init; }

    /// <summary>The finding whose flow is forwarded; null in other forms.</summary>
    public string? Finding { get; init; }

    /// <summary>How often the alarm has escalated since its time was up.</summary>
    public int Escalations { get; init; }

    /// <summary>The change that leads back; null: nobody has started it.</summary>
    public string? Return { get; init; }

    /// <summary>When it ended; null: it holds.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who reviewed it; null: nobody has.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>What the review came to; null: there was none.</summary>
    public string? Review { get; init; }

    /// <summary>What to do next, in words.</summary>
    public string Message { get; init; } = "";
}
