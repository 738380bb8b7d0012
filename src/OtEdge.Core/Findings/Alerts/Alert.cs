namespace OtEdge.Core.Findings.Alerts;

/// <summary>What people and systems are told: one finding and its equals, or a flood of them. It is sent once; its counts go on in the
/// journal, and a summary with an id of its own tells the outcome.</summary>
public sealed record Alert
{
    /// <summary>Its name everywhere, such as <c>a-3c9a41d2be07</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is folded into it: a finding's key, or that of a flood.</summary>
    public required string Key { get; init; }

    /// <summary>The conduit; empty when it is about the gateway.</summary>
    public required string Conduit { get; init; }

    /// <summary>What it stands for.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>How soon somebody should look.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>One sentence: what happened, to what, by whom, and which rule or that none allows it.</summary>
    public required string Text { get; init; }

    /// <summary>What OtEdge did about it.</summary>
    public required string Done { get; init; }

    /// <summary>What a person should do next.</summary>
    public required string Next { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it was seen; in a gap, how many alerts were dropped.</summary>
    public long Times { get; init; } = 1;

    /// <summary>Id of the alert whose outcome this one tells; null: none.</summary>
    public string? Follows { get; init; }

    /// <summary>Id of the finding; null when it stands for several or for none.</summary>
    public string? Finding { get; init; }

    /// <summary>What the finding is about; null when there is none.</summary>
    public FindingKind? About { get; init; }

    /// <summary>What was done with the traffic; null when it is not about traffic.</summary>
    public VerdictWord? Verdict { get; init; }

    /// <summary>The client's address; null when there is none.</summary>
    public string? Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>The asset behind the conduit; null when none is declared.</summary>
    public string? Asset { get; init; }

    /// <summary>Names of the process values concerned; null when there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>What the value was, in words; null when unknown.</summary>
    public string? From { get; init; }

    /// <summary>What it was meant to become, in words; null when nothing was written.</summary>
    public string? To { get; init; }

    /// <summary>Function, such as 16 or 8/1; null when there is none.</summary>
    public string? Function { get; init; }

    /// <summary>The rule that refused or came closest; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>File and line of that rule; null when there is none.</summary>
    public string? RuleAt { get; init; }

    /// <summary>Id of the change; null when it is not about one.</summary>
    public string? Change { get; init; }

    /// <summary>Addresses touched, at most <see cref="AlertLimits.SpansMax"/> spans.</summary>
    public IReadOnlyList<AlertSpan> Spans { get; init; } = [];

    /// <summary>True while more of the same is folded into it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Who has acknowledged it; null: nobody.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was acknowledged; null: it was not.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What was said with it; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Until when it is shelved: counted, but not sent; null: it is not.</summary>
    public DateTimeOffset? ShelvedUntil { get; init; }
}
