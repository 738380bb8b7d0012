using Microsoft.Extensions.Logging;
using OtEdge.Core.Traffic;
using OtEdge.Host.Certificates;

namespace OtEdge.Host.Gateway;

/// <summary>What is done once a second, off the data path: counters go to the journal, owed writes are tried again, and conduits that
/// could not be opened are opened when their address is free.</summary>
internal sealed partial class Heartbeat : IAsyncDisposable
{
    private const int BeatsBetweenOpening = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConduitDeck deck;
    private readonly Ledger ledger;
    private readonly FindingDesk findings;
    private readonly Turn turn;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, TrafficTotals> written = new(StringComparer.Ordinal);
    private Task beating = Task.CompletedTask;

    /// <summary>Makes it; nothing beats before <see cref="Start"/>.</summary>
    public Heartbeat(ConduitDeck deck, Ledger ledger, FindingDesk findings, Turn turn, ILogger logger)
    {
        this.deck = deck;
        this.ledger = ledger;
        this.findings = findings;
        this.turn = turn;
        this.logger = logger;
    }

    /// <summary>How conduits went, looked at with every beat.</summary>
    public required TrendBook Trends { get; init; }

    /// <summary>Says of conduits that they stand still; looked at with every beat.</summary>
    public required LoopWatch Loops { get; init; }

    /// <summary>Says of certificates that they end; looked at with every beat.</summary>
    public required CertificateWatch Certificates { get; init; }

    /// <summary>Begins to beat.</summary>
    public void Start(TimeProvider time) => beating = BeatAsync(time);

    /// <summary>Stops beating and hands over the last counters.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        RecordTotals();
        stop.Dispose();
    }

    /// <summary>Hands counters that moved to the journal.</summary>
    public void RecordTotals()
    {
        var moved = new Dictionary<string, TrafficTotals>(StringComparer.Ordinal);
        foreach (LiveConduit live in deck.All)
        {
            TrafficTotals totals = live.State.Totals;
            if (!written.TryGetValue(live.Name, out TrafficTotals? before) || before != totals)
            {
                moved[live.Name] = totals;
                written[live.Name] = totals;
            }
        }

        if (moved.Count > 0)
        {
            ledger.Journal.Record([], moved);
        }
    }

    private async Task BeatAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (int beat = 1; await timer.WaitForNextTickAsync(stop.Token); beat++)
        {
            try
            {
                Loops.Look();
                RecordTotals();
                ledger.Settle();
                findings.CheckJournal();
                Trends.Beat();
                Certificates.Look();
                if (beat % BeatsBetweenOpening == 0 && deck.All.Any(live => live.State.Running is null))
                {
                    await turn.TakeAsync(OpenAgain, stop.Token);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One beat that fails must not be the last: counters and owed writes depend on the next.
                LogFault(logger, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A periodic task failed; it is tried again in a second")]
    private static partial void LogFault(ILogger logger, Exception fault);

    private bool OpenAgain()
    {
        foreach (LiveConduit live in deck.All.Where(live => live.State.Running is null))
        {
            deck.Open(live);
        }

        return true;
    }
}
