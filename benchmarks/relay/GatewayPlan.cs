using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>How an OtEdge under measurement is set up.</summary>
internal sealed record GatewayPlan
{
    /// <summary>The mode that it comes up in.</summary>
    public required ConduitMode Mode { get; init; }

    /// <summary>Rules of its policy.</summary>
    public required int Rules { get; init; }

    /// <summary>Port of the device.</summary>
    public required int Device { get; init; }

    /// <summary>How OPC UA is looked at; null: Modbus.</summary>
    public UaInspection? OpcUa { get; init; }

    /// <summary>Certificate of the device, DER, which OtEdge is to trust; null: none.</summary>
    public string? DeviceCertificate { get; init; }

    /// <summary>What moves the bytes.</summary>
    public string Transport { get; init; } = "auto";

    /// <summary>False: nothing that passes is recorded.</summary>
    public bool IsRecording { get; init; } = true;

    /// <summary>Further conduits: their names, ports, and the ports of their devices.</summary>
    public IReadOnlyList<(string Name, int Listen, int Device)> Neighbours { get; init; } = [];

    /// <summary>Port of the MQTT broker that is told of alerts; null: nobody is told.</summary>
    public int? Broker { get; init; }

    /// <summary>Environment of the process beside that of this one.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
