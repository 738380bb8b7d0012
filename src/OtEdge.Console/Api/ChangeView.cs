namespace OtEdge.Console.Api;

/// <summary>A change as the journal has it.</summary>
public sealed record ChangeView
{
    /// <summary>Its id, such as <c>c-0007</c>.</summary>
    public required string Id { get; init; }

    /// <summary>draft, checked, shadowing, ready, approved, armed, trial, soak, confirmed, withdrawn, rejected, stale or rolled_back.</summary>
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

    /// <summary>Grows by one with every step; a step may carry the one that was seen.</summary>
    public long Version { get; init; }

    /// <summary>Epoch of the conduit that it was based on.</summary>
    public long BaseEpoch { get; init; }

    /// <summary>Digest of what people proposed; approvals are bound to it.</summary>
    public string ProposalDigest { get; init; } = "";

    /// <summary>Who must agree to it: solo, pair or functions.</summary>
    public string Governance { get; init; } = "";

    /// <summary>Name of the window in which it may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>The change questions that its profile asks, or that were answered all the same.</summary>
    public IReadOnlyList<ChangeQuestionView> Questions { get; init; } = [];

    /// <summary>same, tightening, loosening or mixed; null before it was checked.</summary>
    public string? Direction { get; init; }

    /// <summary>What clients lose and gain, in lines for people; empty before it was checked.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];

    /// <summary>What the readiness gates said last; empty: they were not asked.</summary>
    public IReadOnlyList<EvidenceGateView> Gates { get; init; } = [];

    /// <summary>What the guards say now; empty unless it is armed, on trial or in soak.</summary>
    public IReadOnlyList<GuardView> Guards { get; init; } = [];

    /// <summary>Digest of the evidence that the gates went by; null: they were not asked.</summary>
    public string? EvidenceDigest { get; init; }

    /// <summary>Gates that people passed over.</summary>
    public IReadOnlyList<OverrideView> Overrides { get; init; } = [];

    /// <summary>Approvals so far.</summary>
    public IReadOnlyList<ApprovalView> Approvals { get; init; } = [];

    /// <summary>Token of the running trial or soak, for confirmations and extensions; null outside.</summary>
    public string? Token { get; init; }

    /// <summary>What holds it up now, one sentence each; empty: nothing, or it has ended.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>What can be done next, in words; empty once it has ended.</summary>
    public string Next { get; init; } = "";

    /// <summary>What happened so far, oldest first.</summary>
    public IReadOnlyList<ChangeMarkView> History { get; init; } = [];
}
