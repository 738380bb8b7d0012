namespace OtEdge.Plant.Devices;

/// <summary>The register map of <c>plc-packer</c>, unit 1; addresses are zero-based. The README of this project has it as a table.</summary>
public static class PackerRegisters
{
    /// <summary>Coil, button: the jam is cleared.</summary>
    public const int AcknowledgeJam = 0;

    /// <summary>Number of coils.</summary>
    public const int CoilCount = 16;

    /// <summary>Discrete input: the belt is running.</summary>
    public const int BeltRunning = 0;

    /// <summary>Discrete input: bottles are jammed.</summary>
    public const int Jam = 1;

    /// <summary>Discrete input: the belt is full.</summary>
    public const int BeltFull = 2;

    /// <summary>Number of discrete inputs.</summary>
    public const int DiscreteInputCount = 16;

    /// <summary>Holding register: belt speed wanted, mm/s.</summary>
    public const int BeltSpeed = 0;

    /// <summary>Holding register: bottles in a carton, for information.</summary>
    public const int BottlesPerCarton = 1;

    /// <summary>Holding register: heartbeat, counts the seconds of the plant's clock.</summary>
    public const int Heartbeat = 10;

    /// <summary>Holding register: 4 idle, 6 running, 11 jammed.</summary>
    public const int State = 40;

    /// <summary>Number of holding registers.</summary>
    public const int HoldingRegisterCount = 64;

    /// <summary>Input register: belt speed, mm/s.</summary>
    public const int BeltSpeedNow = 0;

    /// <summary>Input registers, uint32 ABCD: bottles packed.</summary>
    public const int BottlesPacked = 1;

    /// <summary>Input registers, uint32 ABCD: cartons packed.</summary>
    public const int Cartons = 3;

    /// <summary>Input register: bottles on the belt.</summary>
    public const int BottlesOnBelt = 5;

    /// <summary>Number of input registers.</summary>
    public const int InputRegisterCount = 16;
}
