using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>A flow as programs see it: one client doing one thing to one range.</summary>
public sealed record FlowView
{
    /// <summary>Stable name.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client's address; <c>others</c> when there were more clients than are told apart.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>True when no asset declares the client.</summary>
    public bool Undeclared { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>Function, such as 16 or 8/1; OPC UA: the service.</summary>
    public required string Function { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public int Unit { get; init; }

    /// <summary>Space of the addresses; null for functions without addresses.</summary>
    public RegisterSpace? Space { get; init; }

    /// <summary>File number of file records; null for other spaces.</summary>
    public int? File { get; init; }

    /// <summary>First zero-based address; null for functions without addresses.</summary>
    public int? Address { get; init; }

    /// <summary>Number of registers, bits or records; null for functions without addresses.</summary>
    public int? Count { get; init; }

    /// <summary>The addresses in words: zero-based, one-based and in the notation of the field; null without addresses.</summary>
    public string? Target { get; init; }

    /// <summary>The OPC UA operation; null for Modbus.</summary>
    public NodeFactView? OpcUa { get; init; }

    /// <summary>Band of the written value; null when no single value is written.</summary>
    public string? ValueBand { get; init; }

    /// <summary>Smallest written value; null when none is known.</summary>
    public double? ValueMin { get; init; }

    /// <summary>Largest written value; null when none is known.</summary>
    public double? ValueMax { get; init; }

    /// <summary>At most five different written values in words, the newest last.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>True when it stands for a sweep: all that a client did with one function beyond the limit of new flows.</summary>
    public bool IsSweep { get; init; }

    /// <summary>How often it was seen.</summary>
    public long Times { get; init; }

    /// <summary>How often it passed although the rules said no.</summary>
    public long WouldBeRefused { get; init; }

    /// <summary>How often it was refused.</summary>
    public long Refused { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>allowed, would_be_refused or refused, the last time.</summary>
    public VerdictWord LastVerdict { get; init; }

    /// <summary>Why the rules said so, the last time.</summary>
    public DecisionReason LastReason { get; init; }

    /// <summary>The rule that allowed or came closest the last time; null when there was none.</summary>
    public string? LastRule { get; init; }

    /// <summary>168 counters, one an hour of the week in the plant's time zone, Monday 0 h first; null in lists.</summary>
    public IReadOnlyList<long>? HoursOfWeek { get; init; }

    /// <summary>The regimes it was seen in; null in lists.</summary>
    public IReadOnlyList<FlowRegimeView>? Regimes { get; init; }

    /// <summary>The view of a flow, as lists have it.</summary>
    public static FlowView Of(Flow flow)
    {
        bool hasTarget = flow.Space != RegisterSpace.None && flow.Count > 0;
        return new FlowView
        {
            Id = flow.Id,
            Conduit = flow.Conduit,
            Client = flow.Client,
            ClientAsset = flow.ClientAsset,
            Undeclared = flow.ClientAsset is null,
            Class = flow.Class,
            Function = flow.Node?.ServiceName ?? flow.Function.ToString(),
            Unit = flow.Unit,
            Space = hasTarget ? flow.Space : null,
            File = hasTarget && flow.Space == RegisterSpace.FileRecord ? flow.File : null,
            Address = hasTarget ? flow.Address : null,
            Count = hasTarget ? flow.Count : null,
            Target = hasTarget
                ? AddressText.Of(flow.Space, new AddressRange(flow.Address, flow.Address + flow.Count - 1), flow.File)
                : TargetOf(flow.Node),
            OpcUa = NodeFactView.Of(flow.Node),
            ValueBand = flow.ValueBand.Length > 0 ? flow.ValueBand : null,
            ValueMin = Finite(flow.ValueMin),
            ValueMax = Finite(flow.ValueMax),
            Samples = flow.Samples,
            IsSweep = flow.IsSweep,
            Times = flow.Times,
            WouldBeRefused = flow.WouldBeRefused,
            Refused = flow.Refused,
            FirstSeen = flow.FirstSeen,
            LastSeen = flow.LastSeen,
            LastVerdict = flow.LastVerdict,
            LastReason = flow.LastReason,
            LastRule = flow.LastRule,
        };
    }

    private static string? TargetOf(NodeFact? node) =>
        node?.Method is { } method ? $"{method} on {node.Node}"
        : node is { AttributeName: { } attribute, Attribute: not NodeAttributes.Value } ? $"{attribute} of {node.Node}"
        : node?.Node;

    // JSON has no other numbers.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
