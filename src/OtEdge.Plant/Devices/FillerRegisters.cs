namespace OtEdge.Plant.Devices;

/// <summary>The register map of <c>plc-filler</c>, unit 1; addresses are zero-based. The README of this project has it as a table.</summary>
public static class FillerRegisters
{
    /// <summary>Coil, button: start the line.</summary>
    public const int Start = 0;

    /// <summary>Coil, button: run the batch.</summary>
    public const int Run = 1;

    /// <summary>Coil, button: stop the line.</summary>
    public const int Stop = 2;

    /// <summary>Coil, button: confirm the recipe.</summary>
    public const int ConfirmRecipe = 3;

    /// <summary>Coil, button: acknowledge the alarm.</summary>
    public const int AcknowledgeAlarm = 4;

    /// <summary>Coil: inlet valve by hand; a stopped line obeys.</summary>
    public const int InletByHand = 10;

    /// <summary>Coil: drain valve by hand; a stopped line obeys.</summary>
    public const int DrainByHand = 12;

    /// <summary>Coil, button: acknowledge the emergency stop.</summary>
    public const int AcknowledgeEmergencyStop = 17;

    /// <summary>Number of coils.</summary>
    public const int CoilCount = 32;

    /// <summary>Discrete input: the inlet valve is open.</summary>
    public const int InletOpen = 0;

    /// <summary>Discrete input: the outlet valve is open.</summary>
    public const int OutletOpen = 1;

    /// <summary>Discrete input: the drain valve is open.</summary>
    public const int DrainOpen = 2;

    /// <summary>Discrete input: the heater is on.</summary>
    public const int HeaterOn = 3;

    /// <summary>Discrete input: the emergency stop was pressed and is not acknowledged.</summary>
    public const int EmergencyStop = 4;

    /// <summary>Number of discrete inputs.</summary>
    public const int DiscreteInputCount = 16;

    /// <summary>Holding register: recipe number, 1 to 3.</summary>
    public const int Recipe = 0;

    /// <summary>Holding register: filling speed, bottles per minute.</summary>
    public const int Speed = 1;

    /// <summary>Holding register: bottles in a batch.</summary>
    public const int BatchBottles = 2;

    /// <summary>Holding register: heartbeat, counts the seconds of the plant's clock.</summary>
    public const int Heartbeat = 10;

    /// <summary>Holding register: <see cref="Line.FillerState"/>; the tag <c>filler.state</c>.</summary>
    public const int State = 40;

    /// <summary>Holding register: bits of <see cref="Line.LineAlarms"/>.</summary>
    public const int Alarms = 41;

    /// <summary>Holding register: batches finished.</summary>
    public const int Batches = 42;

    /// <summary>Holding registers, uint32 ABCD: bottles filled.</summary>
    public const int BottlesFilled = 43;

    /// <summary>Holding register: bottles in the running batch.</summary>
    public const int BottlesInBatch = 45;

    /// <summary>Holding registers, uint32 ABCD: the plant's clock, seconds since a Monday at midnight.</summary>
    public const int Clock = 46;

    /// <summary>Holding registers, float32 CDAB: target temperature, °C; the tag <c>target-temp</c>.</summary>
    public const int TargetTemperature = 120;

    /// <summary>Holding registers: first word of the PLC's program; nobody but engineering has business here.</summary>
    public const int Program = 1000;

    /// <summary>Words of the program.</summary>
    public const int ProgramCount = 64;

    /// <summary>Number of holding registers.</summary>
    public const int HoldingRegisterCount = Program + ProgramCount;

    /// <summary>Input register: tank level, 0.1 %.</summary>
    public const int Level = 0;

    /// <summary>Input register: product temperature, 0.1 °C.</summary>
    public const int Temperature = 1;

    /// <summary>Input register: opening of the inlet valve, 0.1 %.</summary>
    public const int InletOpening = 2;

    /// <summary>Input register: heater power, 0.1 kW.</summary>
    public const int HeaterPower = 3;

    /// <summary>Input registers, float32 CDAB: product temperature, °C.</summary>
    public const int TemperatureFloat = 10;

    /// <summary>Number of input registers.</summary>
    public const int InputRegisterCount = 16;
}
