using System.Net;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Zones;

/// <summary>A path between two zones, as the settings declare it (IEC 62443-1-1 cl. 3.2.27); its mode is state and not in here.</summary>
public sealed record Conduit
{
    /// <summary>Unique in the site.</summary>
    public required string Name { get; init; }

    /// <summary>The zone of the clients.</summary>
    public required string From { get; init; }

    /// <summary>The zone of the devices; it owns the conduit.</summary>
    public required string To { get; init; }

    /// <summary>What the conduit speaks.</summary>
    public required ConduitProtocol Protocol { get; init; }

    /// <summary>Where clients connect; port 0 takes any free port.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where the device listens.</summary>
    public required DeviceAddress Device { get; init; }

    /// <summary>True when its traffic is read and judged, so that it may leave observe.</summary>
    public bool IsJudged => Protocol is ConduitProtocol.ModbusTcp or ConduitProtocol.OpcUa;

    /// <summary>Name of the policy; null: observe only.</summary>
    public string? Policy { get; init; }

    /// <summary>What OPC UA adds; null for other protocols.</summary>
    public OpcUaConduit? OpcUa { get; init; }

    /// <summary>What enforcing does when OtEdge itself cannot judge. Default: forward.</summary>
    public FaultStance OnFault { get; init; } = FaultStance.Forward;

    /// <summary>What a refused request gets. Default: a reply.</summary>
    public RefusalForm RefuseWith { get; init; } = RefusalForm.Reply;

    /// <summary>True: replies of the wrong length or echo are dropped while enforcing, not only reported. Default false.</summary>
    public bool StrictReplies { get; init; }

    /// <summary>Limits on what peers can make grow.</summary>
    public ConduitLimits Limits { get; init; } = new();

    /// <summary>Largest Modbus ADU in bytes, 260 (default) to 1100; more than 260 for vendor functions only.</summary>
    public int MaxAduBytes { get; init; } = 260;

    /// <summary>Groups of FC90 sub-functions that rules may name; empty: none.</summary>
    public IReadOnlyList<string> Umas { get; init; } = [];

    /// <summary>Operations that no change may refuse without a risk assessment.</summary>
    public IReadOnlyList<OperationExample> Essential { get; init; } = [];

    /// <summary>Former name whose state this conduit carries on; null: none.</summary>
    public string? RenamedFrom { get; init; }
}
