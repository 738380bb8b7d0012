namespace OtEdge.Plant.Line;

/// <summary>A small filling line: tank with heater and valves, filler, conveyor, packer, and the program that runs them.</summary>
/// <remarks>
/// Pure simulation: time passes only in <see cref="Step"/>, in quanta of <see cref="Quantum"/>, and every disturbance comes from the
/// seed. So the same seed and the same actions at the same quanta give the same history, however the time is sliced. Not thread-safe.
/// </remarks>
public sealed class FillingLine
{
    /// <summary>The smallest piece of time that is simulated.</summary>
    public static readonly TimeSpan Quantum = TimeSpan.FromMilliseconds(250);

    /// <summary>Content of a bottle, litres.</summary>
    public const double BottleLitres = 0.5;

    /// <summary>Above this the product is spoilt and filling is held, °C.</summary>
    public const double OverTemperatureCelsius = 86;

    private const double InletLitresPerSecond = 3;
    private const double DrainLitresPerSecond = 5;
    private const double HeaterKilowatts = 350;
    private const double SupplyCelsius = 15;
    private const double WorkingLevelPercent = 60;
    private static readonly double QuantumSeconds = Quantum.TotalSeconds;

    private readonly LineOptions options;
    private readonly Random random;
    private readonly CleaningCycle cleaning = new();
    private readonly AlarmPanel alarms = new();
    private TimeSpan remainder;
    private double dosed;
    private int batchesSinceCleaning;

    /// <summary>Creates a line that stands still with a filled tank and the first recipe entered.</summary>
    /// <param name="options">How it starts; null: the defaults.</param>
    public FillingLine(LineOptions? options = null)
    {
        this.options = options ?? new LineOptions();
        random = new Random(this.options.Seed);
        Time = this.options.Start;
        Tank = new Tank(this.options.TankLitres, this.options.TankCelsius);
        RecipeNumber = Recipe.All[0].Number;
        TargetCelsius = Recipe.All[0].TargetCelsius;
        BottlesPerMinute = Recipe.All[0].BottlesPerMinute;
        BatchBottles = this.options.BatchBottles;
    }

    /// <summary>Time on the plant's clock.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>The product tank.</summary>
    public Tank Tank { get; }

    /// <summary>The belt and the packer.</summary>
    public Conveyor Conveyor { get; } = new();

    /// <summary>What the filler is doing.</summary>
    public FillerState State { get; private set; } = FillerState.Stopped;

    /// <summary>How long it has been doing that.</summary>
    public TimeSpan InState { get; private set; }

    /// <summary>What is wrong.</summary>
    public LineAlarms Alarms => alarms.Active;

    /// <summary>Number of the recipe; any value is taken, as a PLC would.</summary>
    public int RecipeNumber { get; set; }

    /// <summary>Target temperature, °C; any value is taken, as a PLC would.</summary>
    public float TargetCelsius { get; set; }

    /// <summary>Filling speed, bottles per minute; above 150 the filler runs at 150.</summary>
    public int BottlesPerMinute { get; set; }

    /// <summary>Bottles in a batch; below 1 a batch has one bottle.</summary>
    public int BatchBottles { get; set; }

    /// <summary>Bottles filled in the running batch.</summary>
    public int BottlesInBatch { get; private set; }

    /// <summary>Batches finished since the start.</summary>
    public int Batches { get; private set; }

    /// <summary>Bottles filled since the start.</summary>
    public long BottlesFilled { get; private set; }

    /// <summary>Opening of the inlet valve, percent.</summary>
    public double InletPercent { get; private set; }

    /// <summary>True while the outlet valve to the filler is open.</summary>
    public bool OutletOpen { get; private set; }

    /// <summary>True while the drain valve is open.</summary>
    public bool DrainOpen { get; private set; }

    /// <summary>Power of the heater, kW.</summary>
    public double HeaterPower { get; private set; }

    /// <summary>Inlet valve by hand; only a stopped line obeys.</summary>
    public bool InletByHand { get; set; }

    /// <summary>Drain valve by hand; only a stopped line obeys.</summary>
    public bool DrainByHand { get; set; }

    /// <summary>What an operator sees.</summary>
    public LineView View => new()
    {
        Time = Time,
        State = State,
        Alarms = Alarms,
        Recipe = RecipeNumber,
        TargetCelsius = TargetCelsius,
        BottlesPerMinute = BottlesPerMinute,
    };

    /// <summary>Lets time pass; what is left over below a quantum is kept for the next call.</summary>
    /// <param name="elapsed">How long, not negative.</param>
    public void Step(TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        for (remainder += elapsed; remainder >= Quantum; remainder -= Quantum)
        {
            StepQuantum();
        }
    }

    /// <summary>Does what an operator did; a button that means nothing now does nothing.</summary>
    /// <param name="action">What the operator did.</param>
    public void Apply(OperatorAction action)
    {
        switch (action.Kind)
        {
            case OperatorActionKind.Start when !Alarms.HasFlag(LineAlarms.EmergencyStop):
                Happen(FillerEvent.Start);
                break;
            case OperatorActionKind.Run:
                Happen(FillerEvent.Run);
                break;
            case OperatorActionKind.Stop:
                Happen(FillerEvent.Stop);
                break;
            case OperatorActionKind.ConfirmRecipe:
                Happen(FillerEvent.RecipeConfirmed);
                break;
            case OperatorActionKind.AcknowledgeAlarm when Alarms == LineAlarms.None:
                Happen(FillerEvent.AlarmAcknowledged);
                break;
            case OperatorActionKind.AcknowledgeEmergencyStop:
                alarms.Acknowledge(LineAlarms.EmergencyStop);
                break;
            case OperatorActionKind.AcknowledgeJam:
                Conveyor.Free();
                break;
            case OperatorActionKind.EnterRecipe:
                RecipeNumber = (int)action.Value;
                break;
            case OperatorActionKind.EnterTarget:
                TargetCelsius = action.Value;
                break;
            case OperatorActionKind.EnterSpeed:
                BottlesPerMinute = (int)action.Value;
                break;
            default:
                break;
        }
    }

    /// <summary>Presses the emergency stop: everything stops until somebody acknowledges it and starts again.</summary>
    public void PressEmergencyStop()
    {
        alarms.Raise(LineAlarms.EmergencyStop);
        Happen(FillerEvent.EmergencyStop);
    }

    private void StepQuantum()
    {
        Time += Quantum;
        InState += Quantum;
        MoveValves();
        MoveProduct();
        Disturb();
        FillBottles();
        Conveyor.Step(QuantumSeconds);
        alarms.Update(Tank, Conveyor, producing: State is FillerState.Execute or FillerState.Held);
        Advance();
    }

    private void MoveValves()
    {
        bool stopped = State == FillerState.Stopped;
        double level = WantedLevelPercent;
        InletPercent = stopped && InletByHand ? 100 : Math.Clamp((level - Tank.LevelPercent) * 10, 0, 100);
        DrainOpen = (stopped && DrainByHand) || (State == FillerState.Cleaning && cleaning.IsDraining);
        OutletOpen = State == FillerState.Execute;
        double litresPerSecond = InletPercent / 100 * InletLitresPerSecond;
        HeaterPower = level > 0 ? Math.Min(Tank.KilowattsFor(TargetCelsius, litresPerSecond, SupplyCelsius), HeaterKilowatts) : 0;
    }

    private double WantedLevelPercent => State switch
    {
        FillerState.StartUp or FillerState.Idle or FillerState.Execute or FillerState.Held => WorkingLevelPercent,
        FillerState.Cleaning when !cleaning.IsDraining => CleaningCycle.WashingLevelPercent,
        _ => 0,
    };

    private void MoveProduct()
    {
        Tank.Fill(InletPercent / 100 * InletLitresPerSecond * QuantumSeconds, SupplyCelsius);
        Tank.Heat(HeaterPower, QuantumSeconds);
        if (DrainOpen)
        {
            Tank.Drain(DrainLitresPerSecond * QuantumSeconds);
        }
    }

    private void FillBottles()
    {
        if (!OutletOpen || Conveyor.Full)
        {
            return;
        }

        double rate = Math.Clamp(BottlesPerMinute, 0, 150) / 60.0;
        dosed += Tank.Dose(rate * BottleLitres * QuantumSeconds);
        while (dosed >= BottleLitres && Conveyor.Place())
        {
            dosed -= BottleLitres;
            BottlesFilled++;
            BottlesInBatch++;
            if (random.NextDouble() * options.BottlesPerJam < 1)
            {
                Conveyor.Jam();
            }
        }
    }

    private void Disturb()
    {
        if (State == FillerState.Execute && random.NextDouble() * options.TimePerEmergencyStop.TotalSeconds < QuantumSeconds)
        {
            PressEmergencyStop();
        }
    }

    private void Advance()
    {
        switch (State)
        {
            case FillerState.StartUp when IsReady:
                Happen(FillerEvent.Ready);
                break;
            case FillerState.Execute when Alarms != LineAlarms.None:
                Happen(FillerEvent.Blocked);
                break;
            case FillerState.Execute when BottlesInBatch >= Math.Max(1, BatchBottles):
                FinishBatch();
                break;
            case FillerState.Cleaning when cleaning.Step(Tank.LevelPercent, Quantum):
                Happen(FillerEvent.CleaningDone);
                break;
            default:
                break;
        }
    }

    private bool IsReady => Tank.LevelPercent > WorkingLevelPercent - 5 && Tank.Celsius > TargetCelsius - 2;

    private void FinishBatch()
    {
        Batches++;
        BottlesInBatch = 0;
        batchesSinceCleaning++;
        if (batchesSinceCleaning >= options.BatchesPerCleaning)
        {
            cleaning.Restart();
            Happen(FillerEvent.CleaningDue);
        }
        else
        {
            Happen(FillerEvent.BatchDone);
        }
    }

    private void Happen(FillerEvent @event)
    {
        if (@event == FillerEvent.CleaningDone)
        {
            batchesSinceCleaning = 0;
        }

        FillerState next = State.After(@event);
        if (next != State)
        {
            (State, InState) = (next, TimeSpan.Zero);
        }
    }
}
