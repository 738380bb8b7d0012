namespace OtEdge.Console.Api;

/// <summary>A conduit as it stands now.</summary>
public sealed record ConduitView
{
    /// <summary>Name of the conduit.</summary>
    public required string Name { get; init; }

    /// <summary>The mode that holds now, a running trial included: bypass, observe, monitor or enforce.</summary>
    public required string Mode { get; init; }

    /// <summary>Classes that are really refused now; empty unless enforcing.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>When the mode that holds was entered.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Requests read from clients since the conduit is known.</summary>
    public required long RequestsTotal { get; init; }

    /// <summary>Requests refused since the conduit is known.</summary>
    public required long RefusedTotal { get; init; }

    /// <summary>Requests forwarded although the rules say no, since the conduit is known.</summary>
    public required long WouldBeRefusedTotal { get; init; }

    /// <summary>The change on its way; null when there is none.</summary>
    public required ChangeInFlightView? ChangeInFlight { get; init; }

    /// <summary>Zone of the clients.</summary>
    public string From { get; init; } = "";

    /// <summary>Zone of the devices.</summary>
    public string To { get; init; } = "";

    /// <summary>modbus-tcp, opc-ua or tcp.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Where it listens, with the port that was really taken; null while it does not listen.</summary>
    public string? Listen { get; init; }

    /// <summary>Where the device listens.</summary>
    public string Device { get; init; } = "";

    /// <summary>Name of the live policy; null when there is none.</summary>
    public string? Policy { get; init; }

    /// <summary>Digest of the live policy; null when there is none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>Clients that the scope holds for, `unknown` among them for clients that no asset declares; null: all.</summary>
    public IReadOnlyList<string>? ScopeClients { get; init; }

    /// <summary>forward or refuse.</summary>
    public string OnFault { get; init; } = "forward";

    /// <summary>reply, drop, close or reset.</summary>
    public string RefuseWith { get; init; } = "reply";

    /// <summary>Confirmed changes so far.</summary>
    public long Epoch { get; init; }

    /// <summary>The confirmed mode; differs from <see cref="Mode"/> during a trial.</summary>
    public string ConfirmedMode { get; init; } = "";

    /// <summary>Client connections open now.</summary>
    public int ClientConnections { get; init; }

    /// <summary>Device connections open now.</summary>
    public int DeviceConnections { get; init; }

    /// <summary>OPC UA connections open now, the newest 500; null: they are not asked for here, or the conduit speaks something else.</summary>
    public IReadOnlyList<UaConnectionView>? OpcUaConnections { get; init; }

    /// <summary>What is connected the other way round; null: nothing, or the conduit does not listen.</summary>
    public ReverseConnectView? ReverseConnect { get; init; }

    /// <summary>Replies read from devices since the conduit is known.</summary>
    public long RepliesTotal { get; init; }

    /// <summary>Replies with an exception or bad status since the conduit is known.</summary>
    public long ExceptionsTotal { get; init; }

    /// <summary>Findings shed by the data plane since the conduit is known.</summary>
    public long FindingsShedTotal { get; init; }

    /// <summary>The candidate that is judged beside the live rules; null: none.</summary>
    public ShadowView? Shadow { get; init; }

    /// <summary>Half of the requests and replies were held no longer by OtEdge itself since the conduit listens, in microseconds; null:
    /// none was measured.</summary>
    public double? AddedLatencyP50Us { get; init; }

    /// <summary>99 of 100 were held no longer, in microseconds; null: none was measured.</summary>
    public double? AddedLatencyP99Us { get; init; }

    /// <summary>999 of 1,000 were held no longer, in microseconds; null: none was measured.</summary>
    public double? AddedLatencyP999Us { get; init; }

    /// <summary>The break-glass that holds; null: none.</summary>
    public BreakGlassView? BreakGlass { get; init; }

    /// <summary>Permits that run or wait for approval.</summary>
    public IReadOnlyList<PermitView> Permits { get; init; } = [];

    /// <summary>What takes effect when the conduit is restarted, such as "listen: 0.0.0.0:502"; empty: nothing.</summary>
    public IReadOnlyList<string> AwaitsRestart { get; init; } = [];

    /// <summary>Why the conduit does not listen; null while it does.</summary>
    public string? Fault { get; init; }
}
