using Microsoft.Extensions.Logging;
using OtEdge.Modbus;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;

namespace OtEdge.Plant.Actors;

/// <summary>The MES's collector: reads measurements and counters of both PLCs and writes nothing.</summary>
public sealed partial class Historian
{
    /// <summary>Time between two readings.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private const byte Unit = 1;
    private const int CountersCount = 6;

    private readonly ModbusClient filler;
    private readonly ModbusClient packer;
    private readonly ILogger logger;
    private readonly TimeProvider time;

    /// <summary>Creates a collector.</summary>
    /// <param name="filler">Asks <c>plc-filler</c>.</param>
    /// <param name="packer">Asks <c>plc-packer</c>.</param>
    /// <param name="logger">Where it says what it misses.</param>
    /// <param name="time">Time between readings.</param>
    public Historian(ModbusClient filler, ModbusClient packer, ILogger logger, TimeProvider time)
    {
        this.filler = filler;
        this.packer = packer;
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Readings that brought every value.</summary>
    public long Complete { get; private set; }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            do
            {
                await CollectAsync(stop).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped(Complete);
        }
    }

    private async Task CollectAsync(CancellationToken stop)
    {
        ModbusAnswer measured = await filler.ReadAsync(
            Unit, FunctionCode.ReadInputRegisters, 0, FillerRegisters.InputRegisterCount, stop).ConfigureAwait(false);
        ModbusAnswer counted = await filler.ReadAsync(
            Unit, FunctionCode.ReadHoldingRegisters, FillerRegisters.State, CountersCount, stop).ConfigureAwait(false);
        ModbusAnswer packed = await packer.ReadAsync(
            Unit, FunctionCode.ReadInputRegisters, 0, PackerRegisters.BottlesOnBelt + 1, stop).ConfigureAwait(false);
        if (measured.IsDone && counted.IsDone && packed.IsDone)
        {
            Complete++;
        }
        else
        {
            LogGap(measured.ToString(), counted.ToString(), packed.ToString());
        }
    }

    [LoggerMessage(LogLevel.Warning, "MES has a gap: measurements {Measured}, counters {Counted}, packer {Packed}")]
    private partial void LogGap(string measured, string counted, string packed);

    [LoggerMessage(LogLevel.Debug, "MES stops after {Complete} complete readings")]
    private partial void LogStopped(long complete);
}
