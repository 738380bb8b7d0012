using OtEdge.Core.Policy;

namespace OtEdge.Console.Api;

/// <summary>Operations that are alike and that a policy would refuse, as programs see them.</summary>
public sealed record ReplayFlowView
{
    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>Function, such as 16 or 8/1.</summary>
    public required string Function { get; init; }

    /// <summary>Name of the function; null when it has none.</summary>
    public string? FunctionName { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public required int Unit { get; init; }

    /// <summary>The OPC UA operation; null for Modbus.</summary>
    public NodeFactView? OpcUa { get; init; }

    /// <summary>Space of the addresses; null when there are none.</summary>
    public RegisterSpace? Space { get; init; }

    /// <summary>File number of file records; null for other spaces.</summary>
    public int? File { get; init; }

    /// <summary>First zero-based address; null when there is none.</summary>
    public int? Address { get; init; }

    /// <summary>Number of registers, bits or records; null when there is none.</summary>
    public int? Count { get; init; }

    /// <summary>The addresses zero-based, one-based and as 4xxxx; null when there are none.</summary>
    public string? Addresses { get; init; }

    /// <summary>The value written first, in words; null when nothing was written.</summary>
    public string? Value { get; init; }

    /// <summary>At most five different values, the first seen first.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Why the rules say no.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>The rule that came closest, or the pin that refuses; null when there is none.</summary>
    public string? Rule { get; init; }

    /// <summary>File and line of that rule; null when there is none.</summary>
    public string? RuleAt { get; init; }

    /// <summary>How often it was seen.</summary>
    public required long Times { get; init; }

    /// <summary>How often of these the live policy says otherwise; null when there was none to compare with.</summary>
    public long? TimesOtherwise { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often in each regime, by name.</summary>
    public IReadOnlyDictionary<string, long> Regimes { get; init; } = new Dictionary<string, long>();

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }
}
