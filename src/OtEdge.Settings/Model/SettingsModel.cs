namespace OtEdge.Settings.Model;

/// <summary>What the settings say beside the <see cref="Core.Zones.Site"/>: read and checked, kept for the parts that use it.</summary>
public sealed record SettingsModel
{
    /// <summary>Process values that are OPC UA nodes.</summary>
    public IReadOnlyList<NodeTag> NodeTags { get; init; } = [];

    /// <summary>Operating regimes; empty: shifts of 8 h.</summary>
    public IReadOnlyList<Regime> Regimes { get; init; } = [];

    /// <summary>When changes may be applied.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>What must hold in the process before a change is applied.</summary>
    public IReadOnlyList<Interlock> Interlocks { get; init; } = [];

    /// <summary>What takes a trial back by itself.</summary>
    public GuardSettings Guards { get; init; } = new();

    /// <summary>How much must have been seen before a change is ready.</summary>
    public CoverageSettings Coverage { get; init; } = new();

    /// <summary>Sets of conduits that are never in trial together.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ConflictSets { get; init; } = [];

    /// <summary>What moves the bytes of the conduits.</summary>
    public DataPlaneTransport Transport { get; init; }

    /// <summary>False: nothing that passes is recorded. Default true.</summary>
    public bool IsRecording { get; init; } = true;

    /// <summary>The MQTT broker for alerts; null: none.</summary>
    public MqttSettings? Mqtt { get; init; }

    /// <summary>The SIEM that alerts go to; null: none.</summary>
    public SyslogSettings? Syslog { get; init; }

    /// <summary>Least level that is logged: debug, information, warning or error; null: as the command line says.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Where metrics are pushed to by OTLP over gRPC; null: nowhere. Takes effect when OtEdge is started.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Where `/metrics` is served on a port of its own; null: nowhere. Takes effect when OtEdge is started.</summary>
    public Uri? MetricsListen { get; init; }

    /// <summary>Where the console listens; null: none.</summary>
    public Uri? ConsoleListen { get; init; }

    /// <summary>Where OtEdge's own OPC UA server listens; null: none.</summary>
    public Uri? ServerListen { get; init; }
}
