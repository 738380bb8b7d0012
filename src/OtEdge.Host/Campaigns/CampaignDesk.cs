using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Host.People;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Campaigns;

/// <summary>
/// Keeps campaigns going: looks at their conduits every two seconds and proposes what comes next, in the name of the author. What a
/// change needs from there on is asked of people and of the conduit's own gates, as of any other change.
/// </summary>
internal sealed partial class CampaignDesk : ICampaigns, IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly ChangeScene scene;
    private readonly ChangeBoard changes;
    private readonly ILogger logger;
    private readonly CampaignBook book;
    private readonly CampaignIntake intake;
    private readonly CampaignMembers members;
    private readonly ConcurrentDictionary<string, string> refusals = new(StringComparer.Ordinal);
    private readonly Turn turn = new();
    private readonly CancellationTokenSource stop = new();
    private Task looking = Task.CompletedTask;

    /// <summary>Makes it; nothing is looked at before <see cref="Start"/>.</summary>
    /// <param name="scene">What it works on.</param>
    /// <param name="changes">Where changes are proposed.</param>
    /// <param name="people">Knows who may propose.</param>
    /// <param name="settings">What the settings say beside the site.</param>
    /// <param name="logger">Where it logs.</param>
    public CampaignDesk(
        ChangeScene scene, ChangeBoard changes, PeopleDesk people, Func<SettingsModel?> settings, ILogger logger)
    {
        this.scene = scene;
        this.changes = changes;
        this.logger = logger;
        book = new CampaignBook(scene.Ledger);
        members = new CampaignMembers(scene.Deck, scene.Ledger);
        intake = new CampaignIntake(scene, people, () => settings()?.ConflictSets ?? [], book, members)
        {
            Windows = () => [.. (settings()?.Windows ?? []).Select(window => window.Name)],
        };
    }

    /// <summary>Told of a campaign each time that it has taken a step. Default: nobody is.</summary>
    public Action<CampaignView> Told { get; set; } = static _ => { };

    /// <summary>Other conduits of campaigns with this one that are armed or on trial.</summary>
    public IEnumerable<string> OnTrialBeside(string conduit) => members.OnTrialBeside(book.All, conduit);

    /// <summary>Goes on with what earlier runs have left.</summary>
    public void Start(TimeProvider time)
    {
        book.Load();
        looking = LookAsync(time);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CampaignView> List() => [.. book.All.Reverse().Select(View)];

    /// <inheritdoc/>
    public Answer<CampaignView> Find(string id) => id == ChangeFinder.Last && book.All is [.., var newest] ? View(newest)
        : book.All.FirstOrDefault(campaign => campaign.Id == id) is { } found ? View(found)
        : Unknown.Named("campaign", id, book.All.Select(campaign => campaign.Id));

    /// <inheritdoc/>
    public Task<Answer<CampaignView>> StartAsync(string zone, CampaignRequest request, string user, CancellationToken cancellation) =>
        BeginAsync(() => intake.Begin(zone, request, user), cancellation);

    /// <inheritdoc/>
    public Task<Answer<CampaignView>> PlanAsync(string conduit, CampaignRequest request, string user, CancellationToken cancellation) =>
        BeginAsync(() => intake.Plan(conduit, request, user), cancellation);

    private Task<Answer<CampaignView>> BeginAsync(Func<Answer<Campaign>> begin, CancellationToken cancellation) =>
        turn.TakeAsync(
            async () =>
            {
                Answer<Campaign> begun = begin();
                begun = begun.IsDone ? Keep(begun.Value) : begun;
                if (!begun.IsDone)
                {
                    return begun.Refusal;
                }

                await LookAsync(begun.Value, cancellation);
                return Find(begun.Value.Id);
            },
            cancellation);

    /// <inheritdoc/>
    public Task<Answer<CampaignView>> StepAsync(
        string id, CampaignStep step, CampaignStepRequest request, string user, CancellationToken cancellation) =>
        turn.TakeAsync(
            async () =>
            {
                Answer<Campaign> taken = intake.Step(id, step, request, user);
                taken = taken.IsDone ? Keep(taken.Value) : taken;
                if (!taken.IsDone)
                {
                    return taken.Refusal;
                }

                await LookAsync(taken.Value, cancellation);
                return Find(taken.Value.Id);
            },
            cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        turn.Dispose();
        stop.Dispose();
    }

    private async Task LookAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            foreach (string id in book.All.Where(campaign => campaign.State == CampaignState.Running).Select(campaign => campaign.Id))
            {
                try
                {
                    await turn.TakeAsync(() => LookAgainAsync(id), stop.Token);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // One look that fails must not be the last.
                    LogFault(logger, id, fault);
                }
            }
        }
    }

    private async Task<bool> LookAgainAsync(string id)
    {
        // It may have moved on while the turn was waited for.
        if (book.All.FirstOrDefault(campaign => campaign.Id == id) is { State: CampaignState.Running } campaign)
        {
            await LookAsync(campaign, stop.Token);
        }

        return true;
    }

    private async Task LookAsync(Campaign campaign, CancellationToken cancellation)
    {
        campaign = Adopt(campaign);
        CampaignLook step = campaign.Look(members.Of(campaign), scene.Ledger.Now);
        if (!ReferenceEquals(step.Next, campaign) && Keep(step.Next) is { IsDone: false })
        {
            return;
        }

        campaign = step.Next;
        foreach (CampaignWish wish in step.Offers)
        {
            campaign = await OfferAsync(campaign, wish, cancellation);
        }
    }

    private async Task<Campaign> OfferAsync(Campaign campaign, CampaignWish wish, CancellationToken cancellation)
    {
        var request = new ProposalRequest
        {
            Conduit = wish.Conduit,
            Mode = Words.Of(wish.Mode),
            Reason = $"{campaign.Id}: {campaign.Reason}",
            Trial = DurationText.Of(campaign.Trial),
            Window = campaign.Window,
            Scope = wish.Classes is { } classes ? [.. Words.Of(classes)] : null,
        };
        Answer<ChangeResult> proposed = await changes.ProposeAsync(request, campaign.Author, cancellation);
        if (!proposed.IsDone)
        {
            refusals[wish.Conduit] = proposed.Refusal.Detail;
            return campaign;
        }

        refusals.TryRemove(wish.Conduit, out _);
        Campaign next = campaign.Offer(wish, proposed.Value.Id, scene.Ledger.Now);
        if (Keep(next) is { IsDone: false })
        {
            return campaign;
        }

        // Evidence begins to gather at once; from there on people and gates decide.
        Answer<ChangeResult> checkedOne = await changes.StepAsync(
            proposed.Value.Id, ChangeStep.Check, new StepRequest(), campaign.Author, cancellation);
        if (!checkedOne.IsDone)
        {
            refusals[wish.Conduit] = checkedOne.Refusal.Detail;
        }

        return next;
    }

    // A change that was proposed just before a power loss is known by its reason.
    private Campaign Adopt(Campaign campaign)
    {
        foreach (CampaignMember member in members.Of(campaign))
        {
            if (member.InFlight is { } change
                && change.Reason.StartsWith($"{campaign.Id}: ", StringComparison.Ordinal)
                && campaign.Offers.All(offer => offer.Change != change.Id))
            {
                Campaign next = campaign.Offer(new CampaignWish(member.Conduit, change.To.Mode) { Classes = campaign.Scopes.Count > 0 ? change.To.Scope.Classes : null }, change.Id, scene.Ledger.Now);
                campaign = Keep(next) is { IsDone: true } ? next : campaign;
            }
        }

        return campaign;
    }

    private Answer<Campaign> Keep(Campaign campaign)
    {
        if (book.Keep(campaign) is { } fault)
        {
            return ChangeRefusals.Unwritten(fault);
        }

        LogCampaign(logger, campaign.Id, campaign.Zone, campaign.State, campaign.History[^1].What);
        Told(View(campaign));
        return campaign;
    }

    private CampaignView View(Campaign campaign)
    {
        IReadOnlyList<CampaignMember> present = members.Of(campaign);
        CampaignLook step = campaign.Look(present, scene.Ledger.Now);
        string[] hint = campaign.State == CampaignState.Held ? [$"a person, who resumes it: otedge campaigns resume {campaign.Id}"] : [];
        return CampaignViews.Of(
            campaign,
            present,
            [.. hint, .. step.Waiting, .. step.Offers.Where(wish => refusals.ContainsKey(wish.Conduit)).Select(wish => $"{wish.Conduit}: {refusals[wish.Conduit]}")]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Id} over {Zone} is {State}: {What}")]
    private static partial void LogCampaign(ILogger logger, string id, string zone, CampaignState state, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look after campaign {Id} failed; it is repeated")]
    private static partial void LogFault(ILogger logger, string id, Exception fault);
}
