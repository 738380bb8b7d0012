using System.Net;
using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>What makes operations of one conduit alike.</summary>
internal readonly record struct Fingerprint
{
    private const int IdHexDigits = 12;
    private const string Others = "others";

    /// <summary>The client's address; null: a client beyond those that are told apart.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>Class of the operations.</summary>
    public OperationClass Class { get; init; }

    /// <summary>Function of the operations.</summary>
    public FunctionId Function { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; init; }

    /// <summary>The whole request's addresses.</summary>
    public (RegisterSpace Space, int File, int Address, int Count) Target { get; init; }

    /// <summary>The OPC UA operation; null for Modbus.</summary>
    public NodeFact? Node { get; init; }

    /// <summary>Band of the written value; empty when no single value is written.</summary>
    public string Band { get; init; }

    /// <summary>True for all that a client does with one function beyond the limit of new flows.</summary>
    public bool IsSweep { get; init; }

    /// <summary>The client in words.</summary>
    public string ClientText => Client?.ToString() ?? Others;

    /// <summary>The fingerprint of counted reads.</summary>
    public static Fingerprint Of(in FlowCount count) => new()
    {
        Client = count.Client,
        Class = count.Class,
        Function = count.Function,
        Unit = count.Unit,
        Target = (count.Space, count.File, count.Address, count.Count),
        Node = count.Deed is null ? null : NodeFact.Of(count.Deed) with { Path = null },
        Band = "",
    };

    /// <summary>The fingerprint of an operation.</summary>
    public static Fingerprint Of(in TrafficFinding operation, string band) => new()
    {
        Client = operation.Client,
        Class = operation.Class,
        Function = operation.Function,
        Unit = operation.Unit,
        Target = (operation.Space, operation.File, operation.Address, operation.Count),
        Node = operation.Deed is null ? null : NodeFact.Of(operation.Deed) with { Path = null },
        Band = band,
    };

    /// <summary>The fingerprint of a flow that the store has.</summary>
    public static Fingerprint Of(Flow flow) => new()
    {
        Client = IPAddress.TryParse(flow.Client, out IPAddress? client) ? client : null,
        Class = flow.Class,
        Function = flow.Function,
        Unit = flow.Unit,
        Target = (flow.Space, flow.File, flow.Address, flow.Count),
        Node = flow.Node is null ? null : flow.Node with { Path = null },
        Band = flow.ValueBand,
        IsSweep = flow.IsSweep,
    };

    /// <summary>The sweep that stands for this and others of the same client and function.</summary>
    public Fingerprint AsSweep() => new()
    {
        Client = Client,
        Class = Class,
        Function = Function with { Sub = -1 },
        Node = Node is null ? null : new NodeFact { Service = Node.Service },
        Band = "",
        IsSweep = true,
    };

    /// <summary>Stable name of the flow, such as <c>w-3c9a41d2b07e</c>: the letter of its class and a digest of the fingerprint.</summary>
    public string IdOn(string conduit)
    {
        string text = string.Join(
            '|',
            conduit,
            ClientText,
            Class,
            Function,
            Unit,
            $"{Target.Space}:{Target.File}:{Target.Address}+{Target.Count}",
            Band,
            IsSweep ? "sweep" : "") + (Node is null ? "" : $"|{Node.Key}");
        char letter = char.ToLowerInvariant(Class.ToString()[0]);
        return $"{letter}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..IdHexDigits]}";
    }
}
