using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Operations that are alike and that the rules say no to for the same reason.</summary>
public sealed record ReplayedFlow
{
    /// <summary>The client's address.</summary>
    public required IPAddress Client { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>Function of the operations.</summary>
    public required FunctionId Function { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; init; }

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space { get; init; }

    /// <summary>File number of file records; otherwise 0.</summary>
    public int File { get; init; }

    /// <summary>First zero-based address of the whole request.</summary>
    public int Address { get; init; }

    /// <summary>Number of registers, bits or records of the whole request; 0 for functions without addresses.</summary>
    public int Count { get; init; }

    /// <summary>The OPC UA operation; null for Modbus.</summary>
    public NodeFact? Node { get; init; }

    /// <summary>What the rules say of it.</summary>
    public required Decision Decision { get; init; }

    /// <summary>At most five different written values in words, the first seen first.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>How often it was seen.</summary>
    public long Times { get; init; }

    /// <summary>How often of these the other policy said otherwise.</summary>
    public long TimesOtherwise { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>How often in each regime that is known, by name.</summary>
    public IReadOnlyDictionary<string, long> Regimes { get; init; } = new Dictionary<string, long>();

    /// <summary>One sentence for people, of the operation that was seen first.</summary>
    public required string Text { get; init; }
}
