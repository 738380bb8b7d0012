using OtEdge.Core.Policy;

namespace OtEdge.Console.Api;

/// <summary>A flow of which something would be refused.</summary>
public sealed record EvidenceFlowView
{
    /// <summary>Id of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>Function, such as 16 or 8/1.</summary>
    public required string Function { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public required int Unit { get; init; }

    /// <summary>Space of the addresses; null when there are none.</summary>
    public RegisterSpace? Space { get; init; }

    /// <summary>First zero-based address; null when there is none.</summary>
    public int? Address { get; init; }

    /// <summary>Number of registers, bits or records; null when there is none.</summary>
    public int? Count { get; init; }

    /// <summary>Why the rules say no.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>How often it would be refused.</summary>
    public required long Times { get; init; }

    /// <summary>When it would have been refused first.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it would have been refused last.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>In how many episodes.</summary>
    public required int Episodes { get; init; }

    /// <summary>How often in each regime.</summary>
    public required IReadOnlyDictionary<string, long> Regimes { get; init; }

    /// <summary>Findings about it; empty when these rules never judged it live.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What a person has said of it; null when nobody has.</summary>
    public TriageView? Triage { get; init; }
}
