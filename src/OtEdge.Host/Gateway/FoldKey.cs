using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Host.Gateway;

/// <summary>What makes two findings of one batch equal, without making text of them.</summary>
internal readonly record struct FoldKey
{
    /// <summary>Index of the conduit.</summary>
    public int Conduit { get; init; }

    /// <summary>What it is about.</summary>
    public FindingKind Kind { get; init; }

    /// <summary>What was done.</summary>
    public VerdictWord Verdict { get; init; }

    /// <summary>What the rules say.</summary>
    public Decision Decision { get; init; }

    /// <summary>The rules that decided.</summary>
    public RuleSet? Rules { get; init; }

    /// <summary>The client's address.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>The function.</summary>
    public FunctionId Function { get; init; }

    /// <summary>The class.</summary>
    public OperationClass Class { get; init; }

    /// <summary>The unit.</summary>
    public byte Unit { get; init; }

    /// <summary>The addresses.</summary>
    public (RegisterSpace Space, int File, int Address, int Count) Target { get; init; }

    /// <summary>The OPC UA operation; equal by what it says.</summary>
    public NodeDeed? Deed { get; init; }

    /// <summary>What the loop said besides.</summary>
    public string? Detail { get; init; }

    /// <summary>The key of a finding.</summary>
    public static FoldKey Of(in TrafficFinding found) => new()
    {
        Conduit = found.Conduit,
        Kind = found.Kind,
        Verdict = found.Verdict,
        Decision = found.Decision,
        Rules = found.Rules,
        Client = found.Client,
        Function = found.Function,
        Class = found.Class,
        Unit = found.Unit,
        Target = (found.Space, found.File, found.Address, found.Count),
        Deed = found.Deed,
        Detail = found.Detail,
    };
}
