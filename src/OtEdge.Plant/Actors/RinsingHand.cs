using Microsoft.Extensions.Logging;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;

namespace OtEdge.Plant.Actors;

/// <summary>Somebody at the screen who flushes the drain valve by hand once in every cleaning, as the cleaning instruction asks.</summary>
public sealed partial class RinsingHand
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private const byte Unit = 1;

    private readonly ModbusClient filler;
    private readonly Func<FillerState> state;
    private readonly ILogger logger;
    private readonly TimeProvider time;

    /// <summary>Creates somebody.</summary>
    /// <param name="filler">Asks <c>plc-filler</c>.</param>
    /// <param name="state">What the filler is doing, as seen from beside the line.</param>
    /// <param name="logger">Where they say what they do.</param>
    /// <param name="time">Time between looks.</param>
    public RinsingHand(ModbusClient filler, Func<FillerState> state, ILogger logger, TimeProvider time)
    {
        this.filler = filler;
        this.state = state;
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period, time);
        FillerState before = state();
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                FillerState now = state();
                if (now == FillerState.Cleaning && before != now)
                {
                    await FlushAsync(stop).ConfigureAwait(false);
                }

                before = now;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        ModbusAnswer opened = await filler.AskAsync(Unit, writer => writer.WriteSingleCoil(FillerRegisters.DrainByHand, true), stop)
            .ConfigureAwait(false);
        ModbusAnswer closed = await filler.AskAsync(Unit, writer => writer.WriteSingleCoil(FillerRegisters.DrainByHand, false), stop)
            .ConfigureAwait(false);
        LogFlushed(opened.ToString(), closed.ToString());
    }

    [LoggerMessage(LogLevel.Information, "operator flushes the drain valve by hand: {Opened}, {Closed}")]
    private partial void LogFlushed(string opened, string closed);

    [LoggerMessage(LogLevel.Debug, "nobody flushes the drain valve any more")]
    private partial void LogStopped();
}
