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

    /// <summary>What moves the bytes.</summary>
    public string Transport { get; init; } = "auto";

    /// <summary>False: nothing that passes is recorded.</summary>
    public bool IsRecording { get; init; } = true;

    /// <summary>Ports of a second conduit and of its device; null: there is none.</summary>
    public (int Listen, int Device)? Neighbour { get; init; }

    /// <summary>Environment of the process beside that of this one.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
