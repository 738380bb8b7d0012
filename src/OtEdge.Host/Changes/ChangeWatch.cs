using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>
/// Looks after changes by itself: guards of what is in force and the plant's say on what is armed, four times a second; what takes
/// reading the record (gates of what is shadowed, coverage of soaks) in a rhythm of its own, so that no guard ever waits for it.
/// </summary>
internal sealed partial class ChangeWatch : IAsyncDisposable
{
    private const int BeatsBetweenTicks = 40;
    private const int PausePerAsking = 50;
    private static readonly TimeSpan QuickPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SlowPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GatesPeriod = TimeSpan.FromMinutes(1);

    private readonly ChangeScene scene;
    private readonly ChangeRunner runner;
    private readonly GateKeeper gates;
    private readonly ChangeFacts facts;
    private readonly IPlant plant;
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, long> askAgainTicks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Change, string[] Gates)> doubted = new(StringComparer.Ordinal);
    private Task quick = Task.CompletedTask;
    private Task slow = Task.CompletedTask;

    /// <summary>Makes it; nothing is looked at before <see cref="Start"/>.</summary>
    /// <param name="scene">What it works on.</param>
    /// <param name="runner">Does the steps.</param>
    /// <param name="gates">Asks the record.</param>
    /// <param name="facts">Gathers what holds around a change.</param>
    /// <param name="plant">Asks the plant.</param>
    public ChangeWatch(ChangeScene scene, ChangeRunner runner, GateKeeper gates, ChangeFacts facts, IPlant plant)
    {
        this.scene = scene;
        this.runner = runner;
        this.gates = gates;
        this.facts = facts;
        this.plant = plant;
    }

    /// <summary>Begins to look.</summary>
    public void Start(TimeProvider time, ILogger logger)
    {
        quick = RepeatAsync(QuickPeriod, LookQuicklyAsync, time, logger);
        slow = RepeatAsync(SlowPeriod, LookSlowlyAsync, time, logger);
    }

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await quick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await slow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task RepeatAsync(TimeSpan period, Func<int, Task> look, TimeProvider time, ILogger logger)
    {
        using var timer = new PeriodicTimer(period, time);
        for (int beat = 1; await timer.WaitForNextTickAsync(stop.Token); beat++)
        {
            try
            {
                await look(beat);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One look that fails must not be the last: trials depend on the next.
                LogFault(logger, fault);
            }
        }
    }

    private async Task LookQuicklyAsync(int beat)
    {
        foreach (LiveConduit live in scene.Deck.All)
        {
            switch (live.State.InFlight)
            {
                case { IsInForce: true } change:
                    Fact guards = plant.GuardsOf(change, scene.Ledger.Now);
                    if (guards.Holds != true || UnknownSince(change) is not null)
                    {
                        await TakeAsync(live, change, now => new ChangeEvent.GuardsSeen(now, guards));
                    }

                    break;
                case { State: ChangeState.Armed } change:
                    Fitness fitness = plant.FitnessFor(change, scene.Ledger.Now);
                    await TakeAsync(live, change, now => new ChangeEvent.FitnessSeen(now, facts.Of(live, change), fitness));
                    break;
                case { State: ChangeState.Ready or ChangeState.Approved } change when beat % BeatsBetweenTicks == 0:
                    await TakeAsync(live, change, now => new ChangeEvent.Tick(now));
                    break;
            }
        }
    }

    private async Task LookSlowlyAsync(int beat)
    {
        foreach (LiveConduit live in scene.Deck.All)
        {
            StagedChange? change = live.State.InFlight;
            switch (change)
            {
                case { State: ChangeState.Soak }:
                    Fact soak = gates.SoakOf(change, scene.Ledger.Now);
                    await TakeAsync(live, change, now => new ChangeEvent.SoakSeen(now, soak));
                    break;
                case { State: ChangeState.Shadowing } or { Stage.Clearance: { Readiness: not null, Check.Tightens: true }, IsInForce: false }
                    when askAgainTicks.GetValueOrDefault(live.Name) <= scene.Ledger.Moment.Ticks:
                    // What was ready must still be ready when it starts.
                    await AskGatesAsync(live, change);
                    break;
            }
        }
    }

    // A month of traffic takes a while to be judged again: the longer it took, the longer until the next time. People ask when they want.
    private async Task AskGatesAsync(LiveConduit live, StagedChange change)
    {
        long began = scene.Ledger.Moment.Ticks;
        Answer<ReadinessReport> report = gates.Ask(live, change);
        long ended = scene.Ledger.Moment.Ticks;
        askAgainTicks[live.Name] = ended + Math.Max(GatesPeriod.Ticks, (ended - began) * PausePerAsking);
        if (report.IsDone && IsSure(live.Name, change, report.Value))
        {
            await TakeAsync(live, change, now => new ChangeEvent.GatesSeen(now, report.Value));
        }
    }

    // Approvals are not lost for a moment in which no regime was told: what is ready falls back when the next look, soon, says the same.
    private bool IsSure(string conduit, StagedChange change, ReadinessReport report)
    {
        string[] unmet = change.State == ChangeState.Shadowing
            ? []
            : [.. report.Unmet.Select(gate => gate.Gate).Except(change.Stage.Clearance!.Overrides.Select(one => one.Gate))];
        bool isDoubted = doubted.Remove(conduit, out (string Change, string[] Gates) before) && before.Change == change.Id;
        if (unmet.Length == 0 || (isDoubted && before.Gates.Intersect(unmet).Any()))
        {
            return true;
        }

        doubted[conduit] = (change.Id, unmet);
        askAgainTicks.Remove(conduit);
        return false;
    }

    // What was looked at may have moved on by the time that the turn is there.
    private Task<bool> TakeAsync(LiveConduit live, StagedChange seen, Func<Moment, ChangeEvent> happened) => scene.Turn.TakeAsync(
        () => live.State.InFlight is { } change
            && change.Id == seen.Id
            && change.State == seen.State
            && runner.Take(live, happened(scene.Ledger.Moment)).IsDone,
        stop.Token);

    private static long? UnknownSince(StagedChange change) => change.Stage switch
    {
        Stage.Trial trial => trial.UnknownSinceTicks,
        Stage.Soak soak => soak.UnknownSinceTicks,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A look after the changes failed; it is repeated")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
