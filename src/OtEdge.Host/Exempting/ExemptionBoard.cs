using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Exempting;

/// <summary>Break-glass and permits put together, with what is done as time passes.</summary>
/// <param name="turn">The gateway's turn.</param>
/// <param name="glasses">Breaks the glass.</param>
/// <param name="back">Leads back.</param>
/// <param name="permits">Keeps permits.</param>
/// <param name="scene">What they work on.</param>
internal sealed partial class ExemptionBoard(
    Turn turn, BreakGlassDesk glasses, GlassReturn back, PermitDesk permits, ChangeScene scene) : IExemptionDesk, IAsyncDisposable
{
    private const int ReviewLengthMax = 2000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    private readonly CancellationTokenSource stop = new();
    private Task beating = Task.CompletedTask;

    /// <summary>What else is done each second. Default: nothing.</summary>
    public Action EachSecond { get; set; } = static () => { };

    /// <summary>Takes up what the journal has; before anybody can ask, and with the conduits there.</summary>
    public void Start(TimeProvider time, ILogger logger)
    {
        glasses.TakeUp();
        permits.TakeUp();
        Beat();
        beating = BeatAsync(time, logger);
    }

    /// <summary>Stops; nothing that holds is ended by it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    /// <inheritdoc/>
    public BreakGlassView[] Glasses() => [.. glasses.All.Reverse().Select(GlassViews.Of)];

    /// <inheritdoc/>
    public Task<Answer<BreakGlassView>> BreakAsync(string conduit, BreakGlassRequest request, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => glasses.Break(conduit, request, user), cancellation);

    /// <inheritdoc/>
    public Task<Answer<BreakGlassView>> ReturnAsync(string conduit, GlassReturnRequest request, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => back.Start(conduit, request, user), cancellation);

    /// <inheritdoc/>
    public Task<Answer<BreakGlassView>> ReviewAsync(string id, GlassReviewRequest request, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => Review(id, request, user), cancellation);

    /// <inheritdoc/>
    public PermitView[] Permits() => [.. permits.All.Reverse().Select(permit => permits.View(permit.Permit))];

    /// <inheritdoc/>
    public Task<Answer<PermitView>> AskAsync(string conduit, PermitRequest request, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => permits.Ask(conduit, request, user), cancellation);

    /// <inheritdoc/>
    public Task<Answer<PermitView>> ApproveAsync(string id, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => permits.Approve(id, user), cancellation);

    /// <inheritdoc/>
    public Task<Answer<PermitView>> EndAsync(string id, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => permits.End(id, user), cancellation);

    /// <summary>Lets time pass. The caller has the turn.</summary>
    public void Beat()
    {
        foreach (BreakGlass glass in glasses.All.Where(glass => glass.Holds))
        {
            back.Follow(glass);
            Escalate(glass);
            if (scene.Deck.Find(glass.Conduit).Value is { State.Glass: null } live)
            {
                live.State = live.State with { Glass = glasses.On(glass.Conduit) };
            }
        }

        permits.Beat();
    }

    // The alarm grows louder each shift; the posture stays as it is, whatever the time.
    private void Escalate(BreakGlass glass)
    {
        DateTimeOffset now = scene.Ledger.Now;
        if (now < glass.Until + (Shift * glass.Escalations) || glasses.On(glass.Conduit) is not { Return: null } present || present.Id != glass.Id)
        {
            return;
        }

        BreakGlass louder = present with { Escalations = 1 + (int)((now - glass.Until) / Shift) };
        glasses.Put(louder, "overdue", Core.Auditing.AuditNote.Itself, $"{glass.Id} is overdue since {glass.Until.UtcDateTime:u}; {glass.Conduit} {GlassViews.Deed(glass)}");
        glasses.Alarm(GlassFindings.Holding(louder, now, overdue: true));
    }

    private Answer<BreakGlassView> Review(string id, GlassReviewRequest request, string user)
    {
        if (glasses.All.FirstOrDefault(known => known.Id == id) is not { } glass)
        {
            return Unknown.Named("break-glass", id, glasses.All.Select(known => known.Id));
        }

        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > ReviewLengthMax)
        {
            return new Refusal(RefusalKind.Invalid, "No review", $"say what happened and what follows: --text TEXT, at most {ReviewLengthMax} characters.");
        }

        if (glass.Holds)
        {
            return ChangeRefusals.Conflict("It holds on", $"{id} is reviewed after its end; lead it back first: otedge break-glass return {glass.Conduit} --reason TEXT.");
        }

        if (string.Equals(glass.By, user, StringComparison.OrdinalIgnoreCase) && scene.Loader.Site.Governance != Core.Zones.Governance.Solo)
        {
            return new Refusal(RefusalKind.Forbidden, "Own break-glass", $"{glass.By} broke the glass; somebody else must review it.");
        }

        BreakGlass reviewed = glass with { ReviewedBy = user, Review = request.Text.Trim() };
        glasses.Put(reviewed, "reviewed", user, $"{id} was reviewed: {reviewed.Review}");
        return GlassViews.Of(reviewed);
    }

    private async Task BeatAsync(TimeProvider time, ILogger logger)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            try
            {
                EachSecond();
                await turn.TakeAsync(() => { Beat(); return true; }, stop.Token);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One beat that fails must not be the last: permits would not end.
                LogFault(logger, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A look after break-glass and permits failed; it is repeated")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
