namespace OtEdge.Plant.Line;

/// <summary>How a filling line starts.</summary>
public sealed record LineOptions
{
    /// <summary>Seed of every disturbance; the same seed gives the same history. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time on the plant's clock at the start; 0 is a Monday at midnight. Default 6 h.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Litres in the tank at the start, 0 to 1000. Default 400.</summary>
    public double TankLitres { get; init; } = 400;

    /// <summary>Temperature of the tank at the start, °C. Default 50.</summary>
    public double TankCelsius { get; init; } = 50;

    /// <summary>Bottles in a batch. Default 1000.</summary>
    public int BatchBottles { get; init; } = 1000;

    /// <summary>Batches between two cleanings. Default 3.</summary>
    public int BatchesPerCleaning { get; init; } = 3;

    /// <summary>Bottles between two jams at the packer, on average. Default 2500.</summary>
    public int BottlesPerJam { get; init; } = 2500;

    /// <summary>Filling time between two presses of the emergency stop, on average. Default 12 h.</summary>
    public TimeSpan TimePerEmergencyStop { get; init; } = TimeSpan.FromHours(12);
}
