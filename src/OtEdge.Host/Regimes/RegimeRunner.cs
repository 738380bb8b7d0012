using Microsoft.Extensions.Logging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Host.Regimes;

/// <summary>Keeps the regime clock going and its episodes in the store. Thread-safe; never called by a loop.</summary>
internal sealed partial class RegimeRunner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly IFlowStore store;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private Task ticking = Task.CompletedTask;
    private RegimeClock clock;
    private Episode? interrupted;
    private Episode? present;
    private EpisodeStart? owed;
    private string? fault;

    /// <summary>Makes it and looks where the last run ended; time does not pass before <see cref="Start"/>.</summary>
    public RegimeRunner(RegimePlan plan, IFlowStore store, TimeProvider time, ILogger logger)
    {
        this.store = store;
        this.time = time;
        this.logger = logger;
        interrupted = LastOpen();

        // A button that was pressed stays so over a restart; nobody would think of pressing it again.
        string? button = interrupted is { } last && plan.HasButton(last.Regime) ? last.Regime : null;
        clock = RegimeClock.Start(plan, button);
    }

    /// <summary>The clock as it stands.</summary>
    public RegimeClock Clock
    {
        get
        {
            lock (gate)
            {
                return clock;
            }
        }
    }

    /// <summary>The episode that lasts; null in the first seconds.</summary>
    public Episode? Present => Volatile.Read(ref present);

    /// <summary>Number of the episode that lasts, the one that a restart interrupted included; 0 while there is none.</summary>
    public long EpisodeNumber => (Volatile.Read(ref present) ?? Volatile.Read(ref interrupted))?.Number ?? 0;

    /// <summary>Why episodes cannot be written; null while they can.</summary>
    public string? Fault => Volatile.Read(ref fault);

    /// <summary>What holds at this moment, however short it has held.</summary>
    public string Holding() => Clock.Holding(time.GetUtcNow()).Regime;

    /// <summary>Lets time pass, once a second.</summary>
    public void Start() => ticking = TickAsync();

    /// <summary>Takes a happening in, and writes the episode that it begins.</summary>
    public void Take(RegimeEvent happening)
    {
        lock (gate)
        {
            RegimeStep step = clock.After(happening);
            clock = step.Clock;
            owed = step.Began ?? owed;
            if (owed is { } began && TryBegin(began))
            {
                owed = null;
            }
        }
    }

    /// <summary>Stops; the episode that lasts stays open, so that the next start can go on with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            Take(new RegimeEvent.TimePassed(time.GetUtcNow()));
        }
    }

    private bool TryBegin(EpisodeStart began)
    {
        // A restart in the middle of an episode must not make two of one: that would multiply the evidence.
        if (interrupted is { } before
            && before.Regime == began.Stretch.Regime
            && (began.Stretch.Run is not { } run || before.From >= run))
        {
            Volatile.Write(ref present, before);
            Volatile.Write(ref interrupted, null);
            return true;
        }

        try
        {
            DateTimeOffset floor = (present ?? interrupted)?.From ?? DateTimeOffset.MinValue;
            Volatile.Write(ref present, store.BeginEpisode(began.Stretch.Regime, began.From > floor ? began.From : floor));
            Volatile.Write(ref interrupted, null);
            Volatile.Write(ref fault, null);
            LogBegan(logger, began.Stretch.Regime, present!.Number);
            return true;
        }
        catch (IOException failure)
        {
            if (Interlocked.Exchange(ref fault, failure.Message) is null)
            {
                LogFault(logger, began.Stretch.Regime, failure.Message);
            }

            return false;
        }
    }

    private Episode? LastOpen()
    {
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            return store.Episodes(now.AddYears(-1), now).LastOrDefault(episode => episode.To is null);
        }
        catch (IOException failure)
        {
            fault = failure.Message;
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Regime {Regime} has begun, episode {Episode}")]
    private static partial void LogBegan(ILogger logger, string regime, long episode);

    [LoggerMessage(Level = LogLevel.Error, Message = "The episode of regime {Regime} is not written, it is tried again: {Fault}")]
    private static partial void LogFault(ILogger logger, string regime, string fault);
}
