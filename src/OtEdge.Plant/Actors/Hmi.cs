using System.Globalization;
using Microsoft.Extensions.Logging;
using OtEdge.Modbus;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;

namespace OtEdge.Plant.Actors;

/// <summary>The operator's screen: polls both PLCs, and enters what the operator decides.</summary>
/// <remarks>As real drivers do, it reads in blocks that span registers nobody asked for, and reads one register to stay alive.</remarks>
public sealed partial class Hmi
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private const byte Unit = 1;
    private const int LooksPerAliveRead = 20;
    private const int StatusBlock = 50;
    private const int SetpointBlock = 116;
    private const int SetpointBlockCount = 16;

    private readonly ModbusClient filler;
    private readonly ModbusClient packer;
    private readonly ShiftOperator person;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private int looks;

    /// <summary>Creates a screen.</summary>
    /// <param name="filler">Asks <c>plc-filler</c>.</param>
    /// <param name="packer">Asks <c>plc-packer</c>.</param>
    /// <param name="person">Who looks at it.</param>
    /// <param name="logger">Where it says what the person does.</param>
    /// <param name="time">Time between looks.</param>
    public Hmi(ModbusClient filler, ModbusClient packer, ShiftOperator person, ILogger logger, TimeProvider time)
    {
        this.filler = filler;
        this.packer = packer;
        this.person = person;
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            do
            {
                await LookAsync(stop).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>Looks once, and does what the operator then wants.</summary>
    /// <param name="stop">Stops waiting.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task LookAsync(CancellationToken stop)
    {
        if (looks++ % LooksPerAliveRead == 0)
        {
            await filler.ReadAsync(Unit, FunctionCode.ReadHoldingRegisters, 0, 1, stop).ConfigureAwait(false);
        }

        ModbusAnswer status = await filler.ReadAsync(Unit, FunctionCode.ReadHoldingRegisters, 0, StatusBlock, stop)
            .ConfigureAwait(false);
        ModbusAnswer setpoints = await filler.ReadAsync(
            Unit, FunctionCode.ReadHoldingRegisters, SetpointBlock, SetpointBlockCount, stop).ConfigureAwait(false);
        await filler.ReadAsync(Unit, FunctionCode.ReadInputRegisters, 0, FillerRegisters.InputRegisterCount, stop)
            .ConfigureAwait(false);
        await filler.ReadAsync(Unit, FunctionCode.ReadDiscreteInputs, 0, FillerRegisters.DiscreteInputCount, stop)
            .ConfigureAwait(false);
        await packer.ReadAsync(Unit, FunctionCode.ReadHoldingRegisters, 0, PackerRegisters.State + 1, stop).ConfigureAwait(false);
        await packer.ReadAsync(Unit, FunctionCode.ReadDiscreteInputs, 0, PackerRegisters.DiscreteInputCount, stop)
            .ConfigureAwait(false);
        if (status.IsDone && setpoints.IsDone)
        {
            await ActAsync(person.Decide(View(status.Words(), setpoints.Words())), stop).ConfigureAwait(false);
        }
    }

    private static LineView View(ReadOnlySpan<ushort> status, ReadOnlySpan<ushort> setpoints) => new()
    {
        Time = TimeSpan.FromSeconds(RegisterImage.UInt32(status[FillerRegisters.Clock..])),
        State = (FillerState)status[FillerRegisters.State],
        Alarms = (LineAlarms)status[FillerRegisters.Alarms],
        Recipe = status[FillerRegisters.Recipe],
        TargetCelsius = RegisterImage.Float32(setpoints[(FillerRegisters.TargetTemperature - SetpointBlock)..]),
        BottlesPerMinute = status[FillerRegisters.Speed],
    };

    private async Task ActAsync(OperatorAction action, CancellationToken stop)
    {
        if (action.Kind == OperatorActionKind.None)
        {
            return;
        }

        ModbusClient client = action.Kind == OperatorActionKind.AcknowledgeJam ? packer : filler;
        ModbusAnswer answer = await client.AskAsync(Unit, Write(action), stop).ConfigureAwait(false);
        LogAction(Sentence(action), answer.ToString());
    }

    private static RequestBuilder Write(OperatorAction action)
    {
        ushort[] target = new ushort[2];
        RegisterImage.SetFloat32(target, action.Value);
        return action.Kind switch
        {
            OperatorActionKind.EnterRecipe => writer => writer.WriteSingleRegister(FillerRegisters.Recipe, (ushort)action.Value),
            OperatorActionKind.EnterSpeed => writer => writer.WriteSingleRegister(FillerRegisters.Speed, (ushort)action.Value),
            OperatorActionKind.EnterTarget =>
                writer => writer.WriteMultipleRegisters(FillerRegisters.TargetTemperature, target),
            _ => writer => writer.WriteSingleCoil(Button(action.Kind), true),
        };
    }

    internal static int Button(OperatorActionKind kind) => kind switch
    {
        OperatorActionKind.Start => FillerRegisters.Start,
        OperatorActionKind.Run => FillerRegisters.Run,
        OperatorActionKind.Stop => FillerRegisters.Stop,
        OperatorActionKind.ConfirmRecipe => FillerRegisters.ConfirmRecipe,
        OperatorActionKind.AcknowledgeAlarm => FillerRegisters.AcknowledgeAlarm,
        OperatorActionKind.AcknowledgeEmergencyStop => FillerRegisters.AcknowledgeEmergencyStop,
        OperatorActionKind.AcknowledgeJam => PackerRegisters.AcknowledgeJam,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "this action has no button"),
    };

    private static string Sentence(OperatorAction action) => action.Kind switch
    {
        OperatorActionKind.Start => "presses start",
        OperatorActionKind.Run => "presses run",
        OperatorActionKind.Stop => "presses stop",
        OperatorActionKind.EnterRecipe => $"enters recipe {action.Value:0}, {Recipe.Of((int)action.Value).Name}",
        OperatorActionKind.EnterTarget =>
            string.Create(CultureInfo.InvariantCulture, $"enters {action.Value:0.#} °C as target-temp"),
        OperatorActionKind.EnterSpeed => $"enters {action.Value:0} bottles per minute",
        OperatorActionKind.ConfirmRecipe => "confirms the recipe",
        OperatorActionKind.AcknowledgeAlarm => "acknowledges the alarm",
        OperatorActionKind.AcknowledgeEmergencyStop => "acknowledges the emergency stop",
        _ => "clears the jam at the packer",
    };

    [LoggerMessage(LogLevel.Information, "operator {Action}: {Answer}")]
    private partial void LogAction(string action, string answer);

    [LoggerMessage(LogLevel.Debug, "the screen is switched off")]
    private partial void LogStopped();
}
