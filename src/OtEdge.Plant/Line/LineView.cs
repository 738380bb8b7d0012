namespace OtEdge.Plant.Line;

/// <summary>What an operator sees on the screen.</summary>
public readonly record struct LineView
{
    /// <summary>Time on the plant's clock.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>What the filler is doing.</summary>
    public required FillerState State { get; init; }

    /// <summary>What is wrong.</summary>
    public required LineAlarms Alarms { get; init; }

    /// <summary>Number of the recipe entered.</summary>
    public required int Recipe { get; init; }

    /// <summary>Target temperature entered, °C; any value, as a client may have written it.</summary>
    public required float TargetCelsius { get; init; }

    /// <summary>Speed entered, bottles per minute.</summary>
    public required int BottlesPerMinute { get; init; }
}
