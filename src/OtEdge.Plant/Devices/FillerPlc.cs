using OtEdge.Plant.Line;

namespace OtEdge.Plant.Devices;

/// <summary>The program of <c>plc-filler</c>: takes commands and setpoints from its registers and writes what it measures.</summary>
/// <remarks>As in most PLCs a client may write any holding register; what the program computes is overwritten by the next scan.</remarks>
public sealed class FillerPlc
{
    private static readonly (int Coil, OperatorActionKind Action)[] Buttons =
    [
        (FillerRegisters.Start, OperatorActionKind.Start),
        (FillerRegisters.Run, OperatorActionKind.Run),
        (FillerRegisters.Stop, OperatorActionKind.Stop),
        (FillerRegisters.ConfirmRecipe, OperatorActionKind.ConfirmRecipe),
        (FillerRegisters.AcknowledgeAlarm, OperatorActionKind.AcknowledgeAlarm),
        (FillerRegisters.AcknowledgeEmergencyStop, OperatorActionKind.AcknowledgeEmergencyStop),
    ];

    private readonly FillingLine line;

    /// <summary>Creates the PLC with the line's setpoints in its registers.</summary>
    /// <param name="line">The line it runs; whoever calls <see cref="Scan"/> owns it.</param>
    public FillerPlc(FillingLine line)
    {
        this.line = line;
        Span<ushort> holding = Image.HoldingRegisters;
        holding[FillerRegisters.Recipe] = (ushort)line.RecipeNumber;
        holding[FillerRegisters.Speed] = (ushort)line.BottlesPerMinute;
        holding[FillerRegisters.BatchBottles] = (ushort)Math.Min(line.BatchBottles, ushort.MaxValue);
        RegisterImage.SetFloat32(holding[FillerRegisters.TargetTemperature..], line.TargetCelsius);
        Random program = new(FillerRegisters.Program);
        foreach (ref ushort word in holding.Slice(FillerRegisters.Program, FillerRegisters.ProgramCount))
        {
            word = (ushort)program.Next(ushort.MaxValue + 1);
        }

        Scan();
    }

    /// <summary>What Modbus clients see.</summary>
    public RegisterImage Image { get; } = new(
        FillerRegisters.CoilCount,
        FillerRegisters.DiscreteInputCount,
        FillerRegisters.HoldingRegisterCount,
        FillerRegisters.InputRegisterCount);

    /// <summary>One cycle of the program.</summary>
    public void Scan()
    {
        lock (Image.Gate)
        {
            TakeCommands();
            PutHoldingRegisters();
            PutMeasurements();
        }
    }

    private void TakeCommands()
    {
        Span<bool> coils = Image.Coils;
        foreach ((int coil, OperatorActionKind action) in Buttons)
        {
            if (coils[coil])
            {
                coils[coil] = false;
                line.Apply(new OperatorAction(action));
            }
        }

        line.InletByHand = coils[FillerRegisters.InletByHand];
        line.DrainByHand = coils[FillerRegisters.DrainByHand];
        ReadOnlySpan<ushort> holding = Image.HoldingRegisters;
        line.RecipeNumber = holding[FillerRegisters.Recipe];
        line.BottlesPerMinute = holding[FillerRegisters.Speed];
        line.BatchBottles = holding[FillerRegisters.BatchBottles];
        line.TargetCelsius = RegisterImage.Float32(holding[FillerRegisters.TargetTemperature..]);
    }

    private void PutHoldingRegisters()
    {
        Span<ushort> holding = Image.HoldingRegisters;
        long seconds = (long)line.Time.TotalSeconds;
        holding[FillerRegisters.Heartbeat] = unchecked((ushort)seconds);
        holding[FillerRegisters.State] = (ushort)line.State;
        holding[FillerRegisters.Alarms] = (ushort)line.Alarms;
        holding[FillerRegisters.Batches] = unchecked((ushort)line.Batches);
        RegisterImage.SetUInt32(holding[FillerRegisters.BottlesFilled..], line.BottlesFilled);
        holding[FillerRegisters.BottlesInBatch] = unchecked((ushort)line.BottlesInBatch);
        RegisterImage.SetUInt32(holding[FillerRegisters.Clock..], seconds);
    }

    private void PutMeasurements()
    {
        Span<ushort> input = Image.InputRegisters;
        input[FillerRegisters.Level] = (ushort)(line.Tank.LevelPercent * 10);
        input[FillerRegisters.Temperature] = (ushort)(Math.Max(0, line.Tank.Celsius) * 10);
        input[FillerRegisters.InletOpening] = (ushort)(line.InletPercent * 10);
        input[FillerRegisters.HeaterPower] = (ushort)(line.HeaterPower * 10);
        RegisterImage.SetFloat32(input[FillerRegisters.TemperatureFloat..], (float)line.Tank.Celsius);
        Span<bool> discrete = Image.DiscreteInputs;
        discrete[FillerRegisters.InletOpen] = line.InletPercent > 0;
        discrete[FillerRegisters.OutletOpen] = line.OutletOpen;
        discrete[FillerRegisters.DrainOpen] = line.DrainOpen;
        discrete[FillerRegisters.HeaterOn] = line.HeaterPower > 0;
        discrete[FillerRegisters.EmergencyStop] = line.Alarms.HasFlag(LineAlarms.EmergencyStop);
    }
}
