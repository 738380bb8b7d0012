using Microsoft.Extensions.Logging;
using OtEdge.Plant.Clients;

namespace OtEdge.Plant.Actors;

/// <summary>An engineering station, and a stranger beside it, that now and then do one of the <see cref="Misdeed"/>s.</summary>
public sealed partial class EngineeringStation : IDisposable
{
    private readonly Dictionary<(bool ByStranger, bool AtPacker), ModbusClient> clients = [];
    private readonly TimeSpan period;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private int next;

    /// <summary>Creates a station.</summary>
    /// <param name="paths">Where the PLCs are reached.</param>
    /// <param name="period">Time between two misdeeds, more than 0.</param>
    /// <param name="logger">Where it says what it did.</param>
    /// <param name="time">Time between misdeeds.</param>
    public EngineeringStation(PlantPaths paths, TimeSpan period, ILogger logger, TimeProvider time)
    {
        foreach (bool atPacker in (bool[])[false, true])
        {
            clients[(false, atPacker)] = paths.Client(PlantAddresses.Engineering, atPacker, time);
            clients[(true, atPacker)] = paths.Client(PlantAddresses.Stranger, atPacker, time);
        }

        this.period = period;
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                await MisbehaveAsync(Misdeed.All[next++ % Misdeed.All.Count], stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>Does one of them.</summary>
    /// <param name="misdeed">Which.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<ModbusAnswer> MisbehaveAsync(Misdeed misdeed, CancellationToken stop)
    {
        ModbusClient client = clients[(misdeed.ByStranger, misdeed.AtPacker)];
        ModbusAnswer answer = await client.AskAsync(misdeed.Unit, misdeed.Request, stop).ConfigureAwait(false);
        if (misdeed.EndsConnections && answer.Kind == AnswerKind.Done)
        {
            // The next request must not meet the end of this connection half way.
            client.HangUp();
        }

        LogMisdeed(misdeed.Sentence, answer.ToString());
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModbusClient client in clients.Values)
        {
            client.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Information, "{Misdeed}: {Answer}")]
    private partial void LogMisdeed(string misdeed, string answer);

    [LoggerMessage(LogLevel.Debug, "the engineering station is switched off")]
    private partial void LogStopped();
}
