using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>What a loop counted of one read flow since it was last handed out; a value that is copied without allocating.</summary>
public struct FlowCount
{
    /// <summary>The client's address; null: a client beyond those that are told apart.</summary>
    public IPAddress? Client { get; set; }

    /// <summary>Class of the operations.</summary>
    public OperationClass Class { get; set; }

    /// <summary>Function of the operations.</summary>
    public FunctionId Function { get; set; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; set; }

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space { get; set; }

    /// <summary>File number, or 0.</summary>
    public int File { get; set; }

    /// <summary>First zero-based address.</summary>
    public int Address { get; set; }

    /// <summary>Number of registers, bits or records.</summary>
    public int Count { get; set; }

    /// <summary>The OPC UA operation, which then says all but the class; null: a Modbus one.</summary>
    public NodeDeed? Deed { get; set; }

    /// <summary>How often it was seen.</summary>
    public long Times { get; set; }

    /// <summary>How often it passed although the rules said no.</summary>
    public long WouldBeRefused { get; set; }

    /// <summary>How often it was refused.</summary>
    public long Refused { get; set; }

    /// <summary>The last decision.</summary>
    public Decision LastDecision { get; set; }

    /// <summary>The last verdict.</summary>
    public VerdictWord LastVerdict { get; set; }

    /// <summary>The rules that decided last.</summary>
    public RuleSet? Rules { get; set; }
}
