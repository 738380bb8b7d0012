using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Console.Api;

/// <summary>A finding as programs see it.</summary>
public sealed record FindingView
{
    /// <summary>Stable name.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit; empty when it is about the gateway.</summary>
    public required string Conduit { get; init; }

    /// <summary>What it is about.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>allowed, would_be_refused or refused.</summary>
    public required VerdictWord Verdict { get; init; }

    /// <summary>Why the rules say so.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>How often it was seen.</summary>
    public required long Times { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>The client's address; null when there is none.</summary>
    public string? Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operation; null when it is not about one.</summary>
    public OperationClass? Class { get; init; }

    /// <summary>Function, such as 16 or 8/1; null when there is none.</summary>
    public string? Function { get; init; }

    /// <summary>Modbus unit identifier; null when there is none.</summary>
    public int? Unit { get; init; }

    /// <summary>Space of the addresses; null when there is none.</summary>
    public RegisterSpace? Space { get; init; }

    /// <summary>File number of file records; null for other spaces.</summary>
    public int? File { get; init; }

    /// <summary>First zero-based address; null when there is none.</summary>
    public int? Address { get; init; }

    /// <summary>Number of registers, bits or records; null when there is none.</summary>
    public int? Count { get; init; }

    /// <summary>The OPC UA operation; null for Modbus.</summary>
    public NodeFactView? OpcUa { get; init; }

    /// <summary>The value last attempted, in words; null when nothing was written.</summary>
    public string? Value { get; init; }

    /// <summary>The rule that refused or came closest; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>File and line of that rule; null when there is none.</summary>
    public string? RuleAt { get; init; }

    /// <summary>Digest of the policy that decided; null when there was none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>What a person has said of it; null when nobody has.</summary>
    public TriageView? Triage { get; init; }

    /// <summary>The view of a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="triage">What a person has said of it; null: nobody has.</param>
    public static FindingView Of(Finding finding, Triage? triage = null) => new()
    {
        Id = finding.Id,
        Conduit = finding.Conduit,
        Kind = finding.Kind,
        Verdict = finding.Verdict,
        Reason = finding.Reason,
        Times = finding.Times,
        FirstSeen = finding.FirstSeen,
        LastSeen = finding.LastSeen,
        Text = finding.Text,
        Client = finding.Client,
        ClientAsset = finding.ClientAsset,
        Class = finding.Class,
        Function = finding.Function,
        Unit = finding.Unit,
        Space = finding.Space,
        File = finding.File,
        Address = finding.Address,
        Count = finding.Count,
        OpcUa = NodeFactView.Of(finding.Node),
        Value = finding.Value,
        Rule = finding.Rule,
        RuleAt = finding.RuleAt,
        PolicyDigest = finding.PolicyDigest,
        Triage = triage is null ? null : new TriageView(triage.Decision, triage.By, triage.At, triage.Note),
    };
}
