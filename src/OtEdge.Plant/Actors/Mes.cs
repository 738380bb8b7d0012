using Microsoft.Extensions.Logging;
using OtEdge.OpcUa.Types;
using OtEdge.Plant.Line;
using OtEdge.Plant.OpcUa;

namespace OtEdge.Plant.Actors;

/// <summary>
/// The MES at the filler's OPC UA server: reads the line, hands down the target of the recipe that runs, and now and then does what it
/// should not: a target that is too hot, and the stop button.
/// </summary>
public sealed partial class Mes
{
    /// <summary>Application URI that it tells.</summary>
    public const string ApplicationUri = "urn:acme:mes";

    /// <summary>Time between two readings.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private const int RoundsPerTarget = 5;
    private const int RoundsPerMisdeed = 8;
    private const double TooHotCelsius = 95;

    private static readonly NodeId[] Shown =
    [
        FillerNodes.Id("Line1.State"), FillerNodes.Id("Line1.Bottles"), FillerNodes.Id("Line1.Temperature"), FillerNodes.Id("Line1.Level"),
        FillerNodes.Id("Line1.Recipe.Number"),
    ];

    private readonly UaClient client;
    private readonly Func<PlantStatus> status;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private int round;

    /// <summary>Creates a MES.</summary>
    /// <param name="client">Its way to the server.</param>
    /// <param name="status">What the line does, as its people tell.</param>
    /// <param name="logger">Where it says what it misses.</param>
    /// <param name="time">Time between readings.</param>
    public Mes(UaClient client, Func<PlantStatus> status, ILogger logger, TimeProvider time)
    {
        this.client = client;
        this.status = status;
        this.logger = logger;
        this.time = time;
    }

    /// <summary>Readings that brought every value.</summary>
    public long Complete { get; private set; }

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
            if (round % RoundsPerTarget == 0)
            {
                double target = Recipe.Of(status().View.Recipe).TargetCelsius;
                Count(await client.WriteAsync(FillerNodes.Id("Line1.Recipe.Target"), new UaValue(BuiltInType.Double, target), stop).ConfigureAwait(false));
            }

            if (round % (2 * RoundsPerMisdeed) == RoundsPerMisdeed)
            {
                Count(await client.WriteAsync(FillerNodes.Id("Line1.Recipe.Target"), new UaValue(BuiltInType.Double, TooHotCelsius), stop).ConfigureAwait(false));
            }
            else if (round % (2 * RoundsPerMisdeed) == 0)
            {
                Count(await client.CallAsync(FillerNodes.Id("Line1"), FillerNodes.Id("Line1.Stop"), stop).ConfigureAwait(false));
            }
        }
        catch (IOException fault)
        {
            LogGap(fault.Message);
        }
    }

    private void Count(IReadOnlyList<uint> results) => Refused += results.Count(StatusCodes.IsBad);

    [LoggerMessage(LogLevel.Warning, "MES has a gap over OPC UA: {Why}")]
    private partial void LogGap(string why);

    [LoggerMessage(LogLevel.Debug, "MES stops after {Complete} complete readings, {Refused} refusals")]
    private partial void LogStopped(long complete, long refused);
}
