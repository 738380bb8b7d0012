using Microsoft.Extensions.Logging;
using OtEdge.OpcUa.Types;
using OtEdge.Plant.OpcUa;

namespace OtEdge.Plant.Actors;

/// <summary>
/// The MES at the filler's OPC UA server: reads the line, watches its temperature and level, hands down the number of the order, and now and then does what it should not:
/// a number that no order has, and a reset of the counters. Nothing of it moves the line.
/// </summary>
public sealed partial class Mes
{
    /// <summary>Application URI that it tells.</summary>
    public const string ApplicationUri = "urn:acme:mes";

    /// <summary>Time between two readings.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private const int RoundsPerOrder = 5;
    private const int RoundsPerMisdeed = 8;
    private const double OrderFirst = 1000;
    private const double OrderOfNobody = 4_000_000;

    private static readonly NodeId[] Shown =
    [
        FillerNodes.Id("Line1.State"), FillerNodes.Id("Line1.Bottles"), FillerNodes.Id("Line1.Temperature"), FillerNodes.Id("Line1.Level"),
        FillerNodes.Id("Line1.Recipe.Number"),
    ];

    private static readonly NodeId[] Watched = [FillerNodes.Id("Line1.Temperature"), FillerNodes.Id("Line1.Level")];

    private readonly UaClient client;
    private readonly UaWatch watch;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private int round;

    /// <summary>Creates a MES.</summary>
    /// <param name="client">Its way to the server.</param>
    /// <param name="logger">Where it says what it misses.</param>
    /// <param name="time">Time between readings.</param>
    public Mes(UaClient client, ILogger logger, TimeProvider time)
    {
        this.client = client;
        watch = new UaWatch(client);
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Readings that brought every value.</summary>
    public long Complete { get; private set; }

    /// <summary>Changed values that its subscription has brought.</summary>
    public long Changes { get; private set; }

    /// <summary>Requests, or parts of them, that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            do
            {
                await TurnAsync(stop).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped(Complete, Refused);
        }
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        try
        {
            round++;
            IReadOnlyList<uint> read = await client.ReadAsync(Shown, stop).ConfigureAwait(false);
            Complete += read.Count == Shown.Length && !read.Any(StatusCodes.IsBad) ? 1 : 0;
            Count(read);
            await WatchAsync(stop).ConfigureAwait(false);
            if (round % RoundsPerOrder == 0)
            {
                Count(await OrderAsync(OrderFirst + (round / RoundsPerOrder), stop).ConfigureAwait(false));
            }

            if (round % (2 * RoundsPerMisdeed) == RoundsPerMisdeed)
            {
                Count(await OrderAsync(OrderOfNobody, stop).ConfigureAwait(false));
            }
            else if (round % (2 * RoundsPerMisdeed) == 0)
            {
                Count(await client.CallAsync(FillerNodes.Id("Line1"), FillerNodes.Id("Line1.ResetCounters"), stop).ConfigureAwait(false));
            }
        }
        catch (IOException fault)
        {
            LogGap(fault.Message);
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        if (!watch.IsOpen)
        {
            Count(await watch.OpenAsync(Watched, stop).ConfigureAwait(false));
        }

        if (watch.IsOpen)
        {
            int changes = await watch.NextAsync(stop).ConfigureAwait(false);
            Changes += Math.Max(0, changes);
            Refused += changes < 0 ? 1 : 0;
        }
    }

    private Task<IReadOnlyList<uint>> OrderAsync(double number, CancellationToken stop) =>
        client.WriteAsync(FillerNodes.Id("Line1.Order"), new UaValue(BuiltInType.UInt32, number), stop);

    private void Count(IReadOnlyList<uint> results) => Refused += results.Count(StatusCodes.IsBad);

    [LoggerMessage(LogLevel.Warning, "MES has a gap over OPC UA: {Why}")]
    private partial void LogGap(string why);

    [LoggerMessage(LogLevel.Debug, "MES stops after {Complete} complete readings, {Refused} refusals")]
    private partial void LogStopped(long complete, long refused);
}
