using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Findings;

/// <summary>A fact worth showing; equal ones are folded into one with a count.</summary>
public sealed record Finding
{
    /// <summary>Stable name derived from <see cref="Key"/>, such as <c>f-3c9a41d2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What makes two findings equal: conduit, kind, verdict, reason, client, unit, function, addresses and rule.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the conduit; empty when the finding is about the gateway.</summary>
    public required string Conduit { get; init; }

    /// <summary>What it is about.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>What was done.</summary>
    public VerdictWord Verdict { get; init; }

    /// <summary>Why the rules say so.</summary>
    public DecisionReason Reason { get; init; }

    /// <summary>The client's address; null when there is none.</summary>
    public string? Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operation; null when the finding is not about one.</summary>
    public OperationClass? Class { get; init; }

    /// <summary>Function as in <see cref="FunctionId"/>; null when there is none.</summary>
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
    public NodeFact? Node { get; init; }

    /// <summary>The value last attempted, in words, such as "90 °C (target-temp)"; null when nothing was written.</summary>
    public string? Value { get; init; }

    /// <summary>The rule that refused or came closest; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>File and line of that rule, such as <c>policies/filling-modbus.yaml:14</c>; null when there is none.</summary>
    public string? RuleAt { get; init; }

    /// <summary>Digest of the policy that decided; null when there was none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>One sentence for people: what happened, by whom, which rule or that none allows it.</summary>
    public required string Text { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it was seen.</summary>
    public long Times { get; init; } = 1;

    /// <summary>Folds an equal finding (same <see cref="Key"/>) into this one: times add up, and the one seen later says the rest.</summary>
    /// <param name="next">The finding that was recorded after this one.</param>
    public Finding FoldedWith(Finding next) => (next.LastSeen >= LastSeen ? next : this) with
    {
        Id = Id,
        FirstSeen = next.FirstSeen < FirstSeen ? next.FirstSeen : FirstSeen,
        Times = Times + next.Times,
    };
}
