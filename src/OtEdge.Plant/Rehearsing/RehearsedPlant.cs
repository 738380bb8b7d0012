using System.Buffers.Binary;
using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Modbus;
using OtEdge.Plant.Actors;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;

namespace OtEdge.Plant.Rehearsing;

/// <summary>
/// The demo's plant without any network, as fast as the machine can: the screen and the MES poll the filler's PLC, a shift operator
/// works from Monday to Friday, and once a month the line is cleaned by hand.
/// </summary>
/// <remarks>Cleaning falls due after so many batches that it comes in the fourth week; the same seed gives the same month.</remarks>
public sealed class RehearsedPlant
{
    private const byte Unit = 1;
    private const int BatchBottles = 12_000;
    private const int BatchesPerCleaning = 110;
    private const int LooksPerMinute = 120;
    private const int AliveReadsPerMinute = 6;
    private const int CollectionsPerMinute = 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StateEvery = TimeSpan.FromSeconds(5);

    private readonly RehearsalClock clock;
    private readonly IPlantWitness witness;
    private readonly FillingLine line;
    private readonly ShiftOperator person = new(roundTheClock: false);
    private readonly CleaningCrew crew = new();
    private FillerState told;
    private DateTimeOffset toldAt = DateTimeOffset.MinValue;

    /// <summary>Makes a plant that stands still.</summary>
    /// <param name="clock">Shows a Monday at midnight; pushed from now on.</param>
    /// <param name="witness">Sees what passes.</param>
    /// <param name="seed">Seed of every disturbance.</param>
    public RehearsedPlant(RehearsalClock clock, IPlantWitness witness, int seed)
    {
        this.clock = clock;
        this.witness = witness;
        line = new FillingLine(new LineOptions
        {
            Seed = seed,
            Start = TimeSpan.Zero,
            BatchBottles = BatchBottles,
            BatchesPerCleaning = BatchesPerCleaning,

            // Often enough that the first week knows everything that is no cleaning.
            TimePerEmergencyStop = TimeSpan.FromHours(5),
        });
    }

    /// <summary>Bottles filled so far.</summary>
    public long BottlesFilled => line.BottlesFilled;

    /// <summary>Operations of the cleaning crew so far that nobody else does.</summary>
    public long CleaningOperations { get; private set; }

    /// <summary>Lets the plant work.</summary>
    /// <param name="length">How long, in whole minutes of its clock.</param>
    /// <param name="cancellation">Ends it between two minutes, with an exception.</param>
    public void Run(TimeSpan length, CancellationToken cancellation = default)
    {
        for (int minute = 0; minute < (int)length.TotalMinutes; minute++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int look = 0; look < LooksPerMinute; look++)
            {
                clock.Advance(Look);
                line.Step(Look);
                TellState();
                Clean();
                if (!crew.IsAtWork)
                {
                    Act(person.Decide(line.View));
                }
            }

            Poll();
            witness.Minute(clock.GetUtcNow());
        }
    }

    private void TellState()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (line.State != told || now - toldAt >= StateEvery)
        {
            (told, toldAt) = (line.State, now);
            witness.SeeState(told, now);
        }
    }

    private void Poll()
    {
        Read(PlantAddresses.Hmi, FunctionCode.ReadHoldingRegisters, RegisterSpace.HoldingRegister, 0, 1, AliveReadsPerMinute);
        Read(PlantAddresses.Hmi, FunctionCode.ReadHoldingRegisters, RegisterSpace.HoldingRegister, 0, 50, LooksPerMinute);
        Read(PlantAddresses.Hmi, FunctionCode.ReadHoldingRegisters, RegisterSpace.HoldingRegister, 116, 16, LooksPerMinute);
        Read(PlantAddresses.Hmi, FunctionCode.ReadInputRegisters, RegisterSpace.InputRegister, 0, 16, LooksPerMinute);
        Read(PlantAddresses.Hmi, FunctionCode.ReadDiscreteInputs, RegisterSpace.DiscreteInput, 0, 16, LooksPerMinute);
        Read(PlantAddresses.Mes, FunctionCode.ReadInputRegisters, RegisterSpace.InputRegister, 0, 16, CollectionsPerMinute);
        Read(PlantAddresses.Mes, FunctionCode.ReadHoldingRegisters, RegisterSpace.HoldingRegister, FillerRegisters.State, 6, CollectionsPerMinute);
    }

    private void Clean()
    {
        if (line.State != FillerState.Cleaning)
        {
            crew.Begin();
            return;
        }

        crew.Decide(line.InState, out float? celsius, out (int Coil, bool On)? valve);
        if (celsius is { } target)
        {
            Enter(new OperatorAction(OperatorActionKind.EnterTarget, target));

            // Setting the temperature of the washing again is what the person at the screen does, too.
            CleaningOperations += target == CleaningCrew.RinseCelsius ? 1 : 0;
        }

        if (valve is { } moved)
        {
            Coil(moved.Coil, moved.On);
            CleaningOperations++;
            line.DrainByHand = moved.Coil == FillerRegisters.DrainByHand ? moved.On : line.DrainByHand;
            line.InletByHand = moved.Coil == FillerRegisters.InletByHand ? moved.On : line.InletByHand;
        }
    }

    private void Act(OperatorAction action)
    {
        switch (action.Kind)
        {
            case OperatorActionKind.None:
                return;
            case OperatorActionKind.AcknowledgeJam:
                // That button is at the packer.
                line.Apply(action);
                return;
            default:
                Enter(action);
                return;
        }
    }

    private void Enter(OperatorAction action)
    {
        switch (action.Kind)
        {
            case OperatorActionKind.EnterRecipe:
                Registers(FunctionCode.WriteSingleRegister, FillerRegisters.Recipe, [(ushort)action.Value]);
                break;
            case OperatorActionKind.EnterSpeed:
                Registers(FunctionCode.WriteSingleRegister, FillerRegisters.Speed, [(ushort)action.Value]);
                break;
            case OperatorActionKind.EnterTarget:
                ushort[] target = new ushort[2];
                RegisterImage.SetFloat32(target, action.Value);
                Registers(FunctionCode.WriteMultipleRegisters, FillerRegisters.TargetTemperature, target);
                break;
            default:
                Coil(Hmi.Button(action.Kind), on: true);
                break;
        }

        line.Apply(action);
    }

    private void Registers(byte function, int address, ReadOnlySpan<ushort> words)
    {
        Span<byte> data = stackalloc byte[2 * words.Length];
        for (int word = 0; word < words.Length; word++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data[(2 * word)..], words[word]);
        }

        Write(function, RegisterSpace.HoldingRegister, address, words.Length, data);
    }

    private void Coil(int coil, bool on) => Write(FunctionCode.WriteSingleCoil, RegisterSpace.Coil, coil, 1, [on ? (byte)1 : (byte)0]);

    private void Write(byte function, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data) => witness.See(
        PlantAddresses.Hmi,
        new Operation
        {
            Class = OperationClass.Write,
            Function = new FunctionId(function),
            Unit = Unit,
            Space = space,
            Address = address,
            Count = count,
            Data = data,
        },
        1,
        clock.GetUtcNow());

    private void Read(IPAddress client, byte function, RegisterSpace space, int address, int count, long times) => witness.See(
        client,
        new Operation
        {
            Class = OperationClass.Read,
            Function = new FunctionId(function),
            Unit = Unit,
            Space = space,
            Address = address,
            Count = count,
        },
        times,
        clock.GetUtcNow());
}
