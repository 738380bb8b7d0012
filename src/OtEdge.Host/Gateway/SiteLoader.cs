using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>
/// Brings the settings into force, at the start and at every reload: conduits come and go, but postures stay as the journal has them.
/// The caller has the turn.
/// </summary>
internal sealed partial class SiteLoader
{
    private readonly ConduitDeck deck;
    private readonly SiteNames names;
    private readonly Ledger ledger;
    private readonly EventStream events;
    private readonly ILogger logger;
    private readonly Dictionary<string, ConduitState> gone = new(StringComparer.Ordinal);
    private Site site;

    /// <summary>Makes it; nothing is opened before <see cref="LoadAsync"/>.</summary>
    public SiteLoader(ConduitDeck deck, SiteNames names, Ledger ledger, EventStream events, ILogger logger)
    {
        this.deck = deck;
        this.names = names;
        this.ledger = ledger;
        this.events = events;
        this.logger = logger;
        site = new Site { Name = "", Gateway = "", TimeZone = TimeZoneInfo.Utc };
    }

    /// <summary>The settings in force.</summary>
    public Site Site => Volatile.Read(ref site);

    /// <summary>
    /// Takes a site: 1. names and policies; 2. conduits that are gone are closed, their state is kept; 3. conduits that stay take
    /// what needs no restart; 4. new ones come in by the journal and are opened; 5. differences become drafts.
    /// </summary>
    public async Task<ReloadResult> LoadAsync(Site next)
    {
        names.Take(next);
        foreach (PolicyDocument policy in next.Policies.Values)
        {
            deck.Shelf.Put(policy);
        }

        var messages = new List<string>();
        IReadOnlyList<string> closed = await CloseGoneAsync(next, messages);
        Volatile.Write(ref site, next);
        IReadOnlyList<LiveConduit> opened = TakeIn(next);
        deck.Watch();
        var drafts = new List<string>();
        foreach (LiveConduit live in deck.All)
        {
            if (OfferDifference(live, messages) is { } draft)
            {
                drafts.Add(draft.Id);
            }
        }

        LiveConduit[] waiting = [.. deck.All.Where(live => AwaitsRestart(live.State).Count > 0)];
        foreach (LiveConduit live in waiting)
        {
            messages.Add(
                $"{live.Name}: {string.Join(", ", AwaitsRestart(live.State))} takes effect when the conduit is restarted, which "
                + $"drops its connections: otedge conduits restart {live.Name}");
        }

        return new ReloadResult
        {
            Opened = [.. opened.Select(live => live.Name)],
            Closed = closed,
            AwaitingRestart = [.. waiting.Select(live => live.Name)],
            Drafts = drafts,
            Messages = messages,
        };
    }

    /// <summary>Makes a draft of what the settings want differently from the confirmed posture, unless a change is in flight or this
    /// difference was offered before.</summary>
    /// <param name="live">The conduit.</param>
    /// <param name="messages">Takes what a person should know.</param>
    /// <returns>The draft; null: there is none to make.</returns>
    public StagedChange? OfferDifference(LiveConduit live, List<string> messages)
    {
        ConduitState state = live.State;
        PolicyDocument? policy = PolicyOf(state.Settings);
        PostureRecord confirmed = state.Confirmed.Posture;
        PostureRecord wanted = SettingsDraft.Wanted(confirmed, state.Settings, policy);
        WithdrawOutdated(live, wanted);
        if (policy is null && confirmed.PolicyDigest is not null && confirmed.Mode > ConduitMode.Observe)
        {
            messages.Add(
                $"{live.Name}: the settings name no policy any more, but it is in {Words.Of(confirmed.Mode)}; the live policy stays. "
                + "Propose --mode observe first.");
            return null;
        }

        if (live.State.InFlight is not null || !SettingsDraft.IsNew(confirmed, wanted, ledger.HistoryOf(live.Name)))
        {
            return null;
        }

        StagedChange draft = SettingsDraft.Make(live.State.Confirmed, wanted, ledger.Journal.NextChangeId(), ledger.Now);
        ledger.NowOrLater($"Draft {draft.Id}", journal =>
        {
            if (policy is not null)
            {
                journal.Keep(ledger.RevisionOf(policy));
            }

            journal.Commit(draft);
        });
        live.State = live.State with { InFlight = draft };
        Announce(live, draft);
        messages.Add(
            $"{live.Name}: the settings differ from what is live ({ChangeWords.Summary(draft)}); the live posture stays and "
            + $"{draft.Id} is a draft: otedge change arm {draft.Id}");
        return draft;
    }

    /// <summary>Tells listeners how a conduit and its change now stand.</summary>
    public void Announce(LiveConduit live, StagedChange? change)
    {
        if (change is not null)
        {
            ChangeView view = Views.Of(change);
            events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "change", Change = view });
            LogChange(logger, view.Id, view.Conduit, view.State, view.Summary, view.Author, view.Outcome ?? "under way");
        }

        events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "conduit", Conduit = Views.Of(live, deck.Shelf) });
    }

    private PolicyDocument? PolicyOf(Conduit conduit) => conduit.Policy is { } name ? Site.Policies.GetValueOrDefault(name) : null;

    private static IReadOnlyList<string> AwaitsRestart(ConduitState state) =>
        state.Running is { } running ? RestartDifference.Between(running.Conduit, state.Settings) : [];

    private async Task<IReadOnlyList<string>> CloseGoneAsync(Site next, List<string> messages)
    {
        var stay = next.Conduits.Select(conduit => conduit.Name).ToHashSet(StringComparer.Ordinal);
        var closed = new List<string>();
        foreach (LiveConduit live in deck.All.Where(live => !stay.Contains(live.Name)))
        {
            EndTrial(live, "the settings no longer have the conduit");
            await deck.CloseAsync(live);
            gone[live.Name] = live.State;
            closed.Add(live.Name);
            ConduitMode mode = live.State.Confirmed.Posture.Mode;
            bool isCarried = next.Conduits.Any(conduit => conduit.RenamedFrom == live.Name);
            if (mode > ConduitMode.Observe && !isCarried)
            {
                messages.Add(
                    $"{live.Name} was confirmed in {Words.Of(mode)} and is gone from the settings: its traffic is no longer judged. "
                    + "Its state is kept; to carry it over to a new name, give that conduit `renamed-from`.");
                LogModeLost(logger, live.Name, mode);
            }
        }

        return closed;
    }

    private List<LiveConduit> TakeIn(Site next)
    {
        Dictionary<string, LiveConduit> running = deck.All.ToDictionary(live => live.Name, StringComparer.Ordinal);
        Dictionary<string, ConduitRecord> known = KnownRecords();
        var declared = next.Conduits.Select(conduit => conduit.Name).ToHashSet(StringComparer.Ordinal);
        var all = new List<LiveConduit>();
        var opened = new List<LiveConduit>();
        foreach (Conduit conduit in next.Conduits)
        {
            if (running.TryGetValue(conduit.Name, out LiveConduit? live))
            {
                // The swap gives it the present lines of its policy, too.
                deck.Swap(live, live.State with { Settings = conduit });
            }
            else
            {
                live = Adopt(conduit, known, declared);
                opened.Add(live);
            }

            all.Add(live);
        }

        deck.Replace(all);
        opened.ForEach(deck.Open);
        opened.ForEach(live => Announce(live, change: null));
        return opened;
    }

    private Dictionary<string, ConduitRecord> KnownRecords()
    {
        var known = ledger.Journal.Conduits().ToDictionary(record => record.Conduit, StringComparer.Ordinal);
        foreach ((string name, ConduitState state) in gone)
        {
            // What this process knows is newer than what the journal had time to write.
            known[name] = state.Confirmed with { Totals = state.Before };
        }

        return known;
    }

    private LiveConduit Adopt(Conduit conduit, Dictionary<string, ConduitRecord> known, HashSet<string> declared)
    {
        PolicyDocument? policy = PolicyOf(conduit);
        ConduitAdoption adoption = ConduitAdoption.Of(conduit, policy, known, declared, ledger.Now);
        if (adoption.IsNew || adoption.RenamedFrom is not null)
        {
            ledger.NowOrLater($"Conduit {conduit.Name}", journal =>
            {
                if (adoption.IsNew && policy is not null)
                {
                    journal.Keep(ledger.RevisionOf(policy));
                }

                journal.Adopt(adoption.Record, adoption.RenamedFrom);
            });
        }

        gone.Remove(adoption.RenamedFrom ?? conduit.Name);
        var state = new ConduitState
        {
            Settings = conduit,
            Confirmed = adoption.Record,
            Before = adoption.Record.Totals,
            InFlight = adoption.IsNew
                ? null
                : ledger.HistoryOf(conduit.Name).FirstOrDefault(change => change.State is ChangeState.Draft or ChangeState.Trial or ChangeState.Soak),
        };
        var live = new LiveConduit(conduit.Name, state);
        EndTrial(live, "restart during trial");
        return live;
    }

    private void EndTrial(LiveConduit live, string outcome)
    {
        if (live.State.InFlight is not { State: ChangeState.Trial or ChangeState.Soak } trial)
        {
            return;
        }

        StagedChange back = ChangeDoor.BackFrom(trial, outcome, ledger.Now);
        ledger.NowOrLater($"Rollback of {back.Id}", journal => journal.Commit(back));
        deck.Swap(live, live.State with { InFlight = null, TrialEndsTicks = long.MaxValue });
        Announce(live, back);
    }

    private void WithdrawOutdated(LiveConduit live, PostureRecord wanted)
    {
        if (live.State.InFlight is not { State: ChangeState.Draft, Author: ChangeDoor.SettingsAuthor } draft
            || (Postures.SameSettings(draft.To, wanted) && draft.BaseEpoch == live.State.Confirmed.Epoch))
        {
            return;
        }

        StagedChange withdrawn = draft with { Stage = new Stage.Withdrawn(SettingsDraft.Outdated) { Since = ledger.Now } };
        ledger.NowOrLater($"Withdrawal of {draft.Id}", journal => journal.Commit(withdrawn));
        live.State = live.State with { InFlight = null };
        Announce(live, withdrawn);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Change {Id} of {Conduit} is {State}: {Summary}, by {Author}; {Outcome}")]
    private static partial void LogChange(
        ILogger logger, string id, string conduit, string state, string summary, string author, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conduit {Name}, confirmed in {Mode}, is gone from the settings")]
    private static partial void LogModeLost(ILogger logger, string name, ConduitMode mode);
}
