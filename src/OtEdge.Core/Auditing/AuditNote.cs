using OtEdge.Core.Findings;
using OtEdge.Core.Policy.Json;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;

namespace OtEdge.Core.Auditing;

/// <summary>Something that is kept for good: who did what to what, and why.</summary>
public sealed record AuditNote
{
    /// <summary>Who stands in <see cref="By"/> when no person did it.</summary>
    public const string Itself = "otedge";

    /// <summary>When it happened; it may have been written later, when a disk failed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>What was done, one word such as <c>trial</c> or <c>ended</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it; <see cref="Itself"/> when nobody but the gateway did.</summary>
    public required string By { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>The conduit; null when it is about none.</summary>
    public string? Conduit { get; init; }

    /// <summary>Id of the change, finding, permit or break-glass; null when it is about none.</summary>
    public string? Subject { get; init; }

    /// <summary>What else a program may need, such as digests, by name; null: nothing.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    /// <summary>What the journal notes of a change's step when its caller says nothing more.</summary>
    public static AuditNote Of(StagedChange change)
    {
        ChangeMark? mark = change.History.Count > 0 ? change.History[^1] : null;
        string state = EnumText.Of(change.State);
        return new AuditNote
        {
            At = mark?.At ?? change.StateAt,
            Kind = AuditKind.Change,
            Action = state,
            By = mark is null ? change.Author : mark.By ?? Itself,
            Conduit = change.Conduit,
            Subject = change.Id,
            Text = $"{change.Id} of {change.Conduit} is {state}: {mark?.What ?? change.Reason}",
            Facts = new Dictionary<string, string> { ["change"] = change.Digest, ["version"] = $"{change.Version}" },
        };
    }

    /// <summary>What the journal notes of a campaign's step.</summary>
    public static AuditNote Of(Campaign campaign)
    {
        CampaignMark mark = campaign.History[^1];
        return new AuditNote
        {
            At = mark.At,
            Kind = AuditKind.Campaign,
            Action = EnumText.Of(campaign.State),
            By = mark.By ?? Itself,
            Subject = campaign.Id,
            Text = $"{campaign.Id} over {campaign.Zone} is {EnumText.Of(campaign.State)}: {mark.What}",
        };
    }

    /// <summary>What the journal notes of a word on a finding.</summary>
    public static AuditNote Of(Triage triage) => new()
    {
        At = triage.At,
        Kind = AuditKind.Triage,
        Action = EnumText.Of(triage.Decision),
        By = triage.By,
        Subject = triage.Finding,
        Text = triage.Decision == TriageDecision.Allow
            ? $"{triage.Finding} is legitimate and to be allowed{(triage.Note is null ? "" : $": {triage.Note}")}"
            : $"{triage.Finding} is meant to be refused{(triage.Note is null ? "" : $": {triage.Note}")}",
    };
}
