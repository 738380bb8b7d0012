namespace OtEdge.Plant.Line;

/// <summary>What is wrong on the line; the bits stand in holding register 41.</summary>
[Flags]
public enum LineAlarms
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The product is hotter than <see cref="FillingLine.OverTemperatureCelsius"/>.</summary>
    OverTemperature = 1,

    /// <summary>The conveyor to the packer is full.</summary>
    ConveyorFull = 2,

    /// <summary>Bottles are jammed at the packer.</summary>
    BottleJam = 4,

    /// <summary>The emergency stop was pressed and nobody has acknowledged it yet.</summary>
    EmergencyStop = 8,

    /// <summary>The tank is too empty to fill bottles.</summary>
    TankLow = 16,
}
