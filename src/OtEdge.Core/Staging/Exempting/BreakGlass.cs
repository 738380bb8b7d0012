namespace OtEdge.Core.Staging.Exempting;

/// <summary>A conduit that one person loosened at once, in an emergency. Nothing tightens it again but a change that people start.</summary>
public sealed record BreakGlass
{
    /// <summary>Short name, such as <c>b-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>How far it goes.</summary>
    public required BreakGlassForm Form { get; init; }

    /// <summary>The confirmed posture before it; the return leads there.</summary>
    public required PostureRecord Before { get; init; }

    /// <summary>The posture that it put in force.</summary>
    public required PostureRecord During { get; init; }

    /// <summary>Who broke the glass.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>For how long it was asked; after that the alarm escalates, the posture stays.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Id of the finding whose flow is forwarded; null in other forms.</summary>
    public string? Finding { get; init; }

    /// <summary>How often the alarm has escalated since its time was up.</summary>
    public int Escalations { get; init; }

    /// <summary>The change that leads back; null: nobody has started it yet.</summary>
    public string? Return { get; init; }

    /// <summary>When it ended; null: it holds.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who reviewed it afterwards; null: nobody has.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>What the review said; null: none was made.</summary>
    public string? Review { get; init; }

    /// <summary>True until it has ended.</summary>
    public bool Holds => EndedAt is null;

    /// <summary>When its time is up by the wall clock, for people.</summary>
    public DateTimeOffset Until => At + For;
}
