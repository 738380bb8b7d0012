using OtEdge.Plant.Line;

namespace OtEdge.Plant.Devices;

/// <summary>The program of <c>plc-packer</c>: belt and counters.</summary>
public sealed class PackerPlc
{
    private const ushort Idle = 4;
    private const ushort Running = 6;
    private const ushort Jammed = 11;

    private readonly FillingLine line;

    /// <summary>Creates the PLC with the belt's speed in its registers.</summary>
    /// <param name="line">The line it is part of; whoever calls <see cref="Scan"/> owns it.</param>
    public PackerPlc(FillingLine line)
    {
        this.line = line;
        Image.HoldingRegisters[PackerRegisters.BeltSpeed] = (ushort)(line.Conveyor.SpeedSetpoint * 1000);
        Image.HoldingRegisters[PackerRegisters.BottlesPerCarton] = Conveyor.BottlesPerCarton;
        Scan();
    }

    /// <summary>What Modbus clients see.</summary>
    public RegisterImage Image { get; } = new(
        PackerRegisters.CoilCount,
        PackerRegisters.DiscreteInputCount,
        PackerRegisters.HoldingRegisterCount,
        PackerRegisters.InputRegisterCount);

    /// <summary>One cycle of the program.</summary>
    public void Scan()
    {
        Conveyor belt = line.Conveyor;
        lock (Image.Gate)
        {
            if (Image.Coils[PackerRegisters.AcknowledgeJam])
            {
                Image.Coils[PackerRegisters.AcknowledgeJam] = false;
                line.Apply(new OperatorAction(OperatorActionKind.AcknowledgeJam));
            }

            Span<ushort> holding = Image.HoldingRegisters;
            belt.SpeedSetpoint = holding[PackerRegisters.BeltSpeed] / 1000.0;
            holding[PackerRegisters.Heartbeat] = unchecked((ushort)(long)line.Time.TotalSeconds);
            holding[PackerRegisters.State] = belt.Jammed ? Jammed : belt.Speed > 0 ? Running : Idle;
            Span<ushort> input = Image.InputRegisters;
            input[PackerRegisters.BeltSpeedNow] = (ushort)(belt.Speed * 1000);
            RegisterImage.SetUInt32(input[PackerRegisters.BottlesPacked..], belt.BottlesPacked);
            RegisterImage.SetUInt32(input[PackerRegisters.Cartons..], belt.Cartons);
            input[PackerRegisters.BottlesOnBelt] = (ushort)belt.BottlesOnBelt;
            Image.DiscreteInputs[PackerRegisters.BeltRunning] = belt.Speed > 0;
            Image.DiscreteInputs[PackerRegisters.Jam] = belt.Jammed;
            Image.DiscreteInputs[PackerRegisters.BeltFull] = belt.Full;
        }
    }
}
