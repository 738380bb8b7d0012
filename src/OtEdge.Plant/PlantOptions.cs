using OtEdge.Plant.Line;

namespace OtEdge.Plant;

/// <summary>How a running plant runs.</summary>
public sealed record PlantOptions
{
    /// <summary>How the line starts.</summary>
    public LineOptions Line { get; init; } = new();

    /// <summary>Plant time per real time, 0.1 to 1000. Default 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Connections that each PLC offers. Default 16.</summary>
    public int DeviceConnectionsMax { get; init; } = 16;

    /// <summary>Time between two misdeeds of the engineering station. Default 3 s.</summary>
    public TimeSpan MisdeedPeriod { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>True: somebody flushes the drain valve by hand in every cleaning. Default false.</summary>
    public bool FlushesByHand { get; init; }
}
