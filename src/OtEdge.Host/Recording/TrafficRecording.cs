using Microsoft.Extensions.Logging;
using OtEdge.Conduits;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Journal.Flows;

namespace OtEdge.Host.Recording;

/// <summary>Recording of traffic in the running gateway: the recorder, its store, and what people ask of them.</summary>
internal sealed partial class TrafficRecording : IRecordedTraffic, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SheddingFor = TimeSpan.FromMinutes(1);

    private readonly SqliteFlowStore store;
    private readonly FlowRecorder recorder;
    private readonly SiteNames names;
    private readonly Func<Site> site;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;
    private long shedKnown;
    private DateTimeOffset shedAt = DateTimeOffset.MinValue;

    /// <summary>Starts recording.</summary>
    /// <param name="store">Keeps what is recorded; owned from now on.</param>
    /// <param name="names">Names of conduits, clients and tags.</param>
    /// <param name="site">The settings in force.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of failures.</param>
    public TrafficRecording(SqliteFlowStore store, SiteNames names, Func<Site> site, TimeProvider time, ILogger logger)
    {
        this.store = store;
        this.names = names;
        this.site = site;
        this.time = time;
        this.logger = logger;
        recorder = new FlowRecorder(store, names, time, () => store.OpenEpisode);
        beating = BeatAsync();
    }

    /// <summary>True: nothing that passes is recorded, as the settings say.</summary>
    public bool IsOff { get; init; }

    /// <summary>What the data plane is given to tell; without recording only findings.</summary>
    public DataPlaneSinks SinksFor(IFindingSink findings, IFlowSink flows, IFrameSink frames) =>
        IsOff ? new DataPlaneSinks(findings) : new DataPlaneSinks(findings, flows, frames);

    /// <summary>Takes what the data plane tells.</summary>
    public IFlowSink Sink => recorder;

    /// <summary>Keeps what is recorded.</summary>
    public IFlowStore Store => store;

    /// <summary>What is recorded, with all that was seen up to now; a slow disk only makes it older.</summary>
    public IFlowStore UpToNow()
    {
        recorder.Flush(isWhole: true);
        store.Flush(FlushTimeout);
        return store;
    }

    /// <summary>Carries what was recorded of a conduit over to its new name; the conduit is closed.</summary>
    public void Rename(string from, string to)
    {
        try
        {
            // What the data plane still hands out of the closed conduit belongs to the new name.
            names.Rename(from, to);
            recorder.Forget(from, to);
            store.Flush(FlushTimeout);
            store.Rename(from, to, flow => Fingerprint.Of(flow).IdOn(to));
        }
        catch (IOException fault)
        {
            LogNotCarried(logger, from, to, fault.Message);
        }
    }

    /// <summary>Why traffic cannot be recorded; null while it can.</summary>
    public string? Fault => store.Fault;

    /// <summary>Records that had to be shed since the start.</summary>
    public long Shed => store.Shed;

    /// <summary>ok, off, shedding (it lost something in the last minute), or fault.</summary>
    public string State => IsOff ? "off" : store.Fault is not null ? "fault" : time.GetUtcNow() - shedAt < SheddingFor ? "shedding" : "ok";

    /// <inheritdoc/>
    public Answer<FlowView[]> Flows(FlowQuery query) => Read(() => (Answer<FlowView[]>)(FlowView[])[.. store.Flows(query).Select(FlowView.Of)]);

    /// <inheritdoc/>
    public Answer<FlowView> Flow(string id) => Read(() =>
    {
        IReadOnlyList<Flow> found = store.Flow(id) is { } exact ? [exact] : store.FlowsBeginning(id);
        return found switch
        {
            [] => new Refusal(RefusalKind.Unknown, "Unknown flow", $"there is no flow \"{id}\"; see otedge flows."),
            [var flow] => (Answer<FlowView>)Detail(flow),
            _ => new Refusal(
                RefusalKind.Invalid, "Several flows", $"several flows begin with \"{id}\": {string.Join(", ", found.Select(flow => flow.Id))}."),
        };
    });

    /// <inheritdoc/>
    public Answer<InventoryView> Inventory() => Read(() => (Answer<InventoryView>)Inventories.Of(site(), store.Links()));

    /// <inheritdoc/>
    public Answer<GapView[]> Gaps(string? conduit, DateTimeOffset? since) => Read(() => (Answer<GapView[]>)(GapView[])
        [.. store.Gaps(conduit ?? "", since ?? DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(GapView.Of)]);

    /// <summary>Hands over what the data plane has told, and closes the store. The data plane has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        recorder.Flush(isWhole: true, isLast: true);
        store.Dispose();
        stop.Dispose();
    }

    private Answer<T> Read<T>(Func<Answer<T>> read)
        where T : class
    {
        try
        {
            UpToNow();
            return read();
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "Recorded traffic cannot be read", $"{fault.Message} Traffic itself is not affected.");
        }
    }

    private FlowView Detail(Flow flow)
    {
        Dictionary<long, Episode> episodes = store.Episodes(flow.FirstSeen, flow.LastSeen).ToDictionary(episode => episode.Number);
        FlowRegimeView[] regimes =
        [
            .. store.FlowEpisodes(flow.Conduit, flow.FirstSeen, flow.LastSeen)
                .Where(count => count.Flow == flow.Id && episodes.ContainsKey(count.Episode))
                .GroupBy(count => episodes[count.Episode].Regime)
                .Select(group => new FlowRegimeView(
                    group.Key, group.Count(), group.Sum(count => count.Times), group.Max(count => episodes[count.Episode].From)))
                .OrderByDescending(regime => regime.Times),
        ];
        return FlowView.Of(flow) with { HoursOfWeek = flow.HoursOfWeek, Regimes = regimes };
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            try
            {
                recorder.Flush();
                NoteShedding();
            }
            catch (Exception fault)
            {
                // One beat that fails must not be the last.
                LogFault(logger, fault);
            }
        }
    }

    private void NoteShedding()
    {
        long shed = store.Shed;
        if (shed > shedKnown)
        {
            (shedKnown, shedAt) = (shed, time.GetUtcNow());
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was recorded of {From} stays under that name and not under {To}: {Fault}")]
    private static partial void LogNotCarried(ILogger logger, string from, string to, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recorded traffic was not handed over; it is tried again in a second")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
