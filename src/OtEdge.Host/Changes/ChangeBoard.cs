using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>Everything about changes put together: who may do what, proposals, steps, trials that end, and what is looked after.</summary>
internal sealed class ChangeBoard : IAsyncDisposable
{
    private readonly ChangeAuthority authority;
    private readonly TrialClock clock;
    private readonly ChangeDesk desk;
    private readonly ChangeSteps steps;
    private readonly ChangeWatch watch;

    /// <summary>Puts it together.</summary>
    /// <param name="scene">What it works on.</param>
    /// <param name="authority">Tells who may do what.</param>
    /// <param name="trials">Does the steps and wakes when a trial's time is up.</param>
    /// <param name="looks">Asks the record and what holds around a change.</param>
    /// <param name="plant">Asks the plant.</param>
    public ChangeBoard(
        ChangeScene scene,
        ChangeAuthority authority,
        (ChangeRunner Runner, TrialClock Clock) trials,
        (GateKeeper Gates, ChangeFacts Facts) looks,
        IPlant plant)
    {
        this.authority = authority;
        clock = trials.Clock;
        desk = new ChangeDesk(scene, trials.Runner, looks.Gates, looks.Facts, plant);
        steps = new ChangeSteps(scene, trials.Runner, looks.Gates, looks.Facts, plant);
        watch = new ChangeWatch(scene, trials.Runner, looks.Gates, looks.Facts, plant);
        clock.Wakes(live => _ = scene.Turn.TakeAsync(() => EndTrial(trials.Runner, live)));
    }

    /// <summary>Begins to look after changes.</summary>
    public void Start(TimeProvider time, ILogger logger) => watch.Start(time, logger);

    /// <summary>Takes a proposal and the steps that it asks for.</summary>
    public Task<Answer<ChangeResult>> ProposeAsync(ProposalRequest request, string user, CancellationToken cancellation) =>
        authority.ForbidsProposal(user) is { } refusal
            ? Task.FromResult<Answer<ChangeResult>>(refusal)
            : desk.ProposeAsync(request, authority.ActorOf(user), cancellation);

    /// <summary>Takes one step with a change.</summary>
    public Task<Answer<ChangeResult>> StepAsync(
        string id, ChangeStep step, StepRequest request, string user, CancellationToken cancellation) =>
        authority.Forbids(user, step) is { } refusal
            ? Task.FromResult<Answer<ChangeResult>>(refusal)
            : steps.TakeAsync(id, step, request, authority.ActorOf(user), cancellation);

    /// <summary>Proposes the previous confirmed posture of a conduit.</summary>
    public Task<Answer<ChangeResult>> RollbackAsync(
        string conduit, RollbackRequest request, string user, CancellationToken cancellation) =>
        authority.ForbidsRollback(user) is { } refusal
            ? Task.FromResult<Answer<ChangeResult>>(refusal)
            : desk.RollbackAsync(conduit, request, authority.ActorOf(user), cancellation);

    /// <summary>Stops; trials that run go back by the data plane alone.</summary>
    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        clock.Dispose();
    }

    // A confirmation, abort or extension may have had the turn before, and timers are coarser than the deadline.
    private static bool EndTrial(ChangeRunner runner, LiveConduit live) =>
        live.State.InFlight is { State: ChangeState.Trial } && runner.Take(live, new ChangeEvent.Tick(runner.Ledger.Moment)).IsDone;
}
