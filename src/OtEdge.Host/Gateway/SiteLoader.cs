using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
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
    private readonly ConduitNews news;
    private readonly ChangeRunner runner;
    private readonly SettingsOffers offers;
    private readonly ILogger logger;
    private readonly Dictionary<string, ConduitState> gone = new(StringComparer.Ordinal);
    private Site site;

    /// <summary>Makes it; nothing is opened before <see cref="LoadAsync"/>.</summary>
    /// <param name="deck">The conduits.</param>
    /// <param name="names">Names of conduits, clients and tags.</param>
    /// <param name="runner">Does the steps of changes.</param>
    /// <param name="news">Tells listeners.</param>
    /// <param name="logger">The log.</param>
    public SiteLoader(ConduitDeck deck, SiteNames names, ChangeRunner runner, ConduitNews news, ILogger logger)
    {
        this.deck = deck;
        this.names = names;
        this.runner = runner;
        this.news = news;
        ledger = runner.Ledger;
        offers = new SettingsOffers(ledger, runner, PolicyOf, () => Terms());
        runner.Ended = live => offers.Offer(live, []);
        this.logger = logger;
        site = new Site { Name = "", Gateway = "", TimeZone = TimeZoneInfo.Utc };
    }

    /// <summary>The terms that changes are proposed under now. Default: the built-in ones.</summary>
    public Func<ChangeTerms> Terms { get; set; } = static () => new ChangeTerms();

    /// <summary>Told of a conduit that comes back under a new name, former name first, before it is opened.</summary>
    public Action<string, string>? Renamed { get; init; }

    /// <summary>The moment, for what is written.</summary>
    public DateTimeOffset Now => ledger.Now;

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
            if (offers.Offer(live, messages) is { } draft)
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

    /// <summary>The policy that the settings give a conduit; null: none.</summary>
    public PolicyDocument? PolicyOf(Conduit conduit) => conduit.Policy is { } name ? Site.Policies.GetValueOrDefault(name) : null;

    private static IReadOnlyList<string> AwaitsRestart(ConduitState state) =>
        state.Running is { } running ? RestartDifference.Between(running.Conduit, state.Settings) : [];

    private async Task<IReadOnlyList<string>> CloseGoneAsync(Site next, List<string> messages)
    {
        var stay = next.Conduits.Select(conduit => conduit.Name).ToHashSet(StringComparer.Ordinal);
        var closed = new List<string>();
        foreach (LiveConduit live in deck.All.Where(live => !stay.Contains(live.Name)))
        {
            if (live.State.InForce is not null)
            {
                var settings = new Actor(SettingsDraft.Author, []);
                runner.Take(live, new ChangeEvent.Aborted(ledger.Moment, settings, "the settings no longer have the conduit"));
            }

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
        opened.ForEach(live => news.Tell(live, change: null));
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

        if (adoption.RenamedFrom is { } former)
        {
            Renamed?.Invoke(former, conduit.Name);
        }

        gone.Remove(adoption.RenamedFrom ?? conduit.Name);
        var state = new ConduitState
        {
            Settings = conduit,
            Confirmed = adoption.Record,
            Before = adoption.Record.Totals,
            InFlight = adoption.IsNew
                ? null
                : ledger.HistoryOf(conduit.Name).FirstOrDefault(change => change.IsInFlight),
        };
        var live = new LiveConduit(conduit.Name, state);
        Restart(live);
        return live;
    }

    // The journal decides what came of a change: nothing unconfirmed survives but a soak that ended in order.
    private void Restart(LiveConduit live)
    {
        if (live.State.InFlight is not { } change)
        {
            return;
        }

        ConduitRecord confirmed = live.State.Confirmed;
        runner.Take(live, change.BaseEpoch == confirmed.Epoch
            ? new ChangeEvent.Restarted(ledger.Moment, ledger.Journal.EndedInOrder)
            : new ChangeEvent.BaseMoved(ledger.Moment, confirmed.Epoch, $"epoch {confirmed.Epoch} is confirmed, it was based on {change.BaseEpoch}"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conduit {Name}, confirmed in {Mode}, is gone from the settings")]
    private static partial void LogModeLost(ILogger logger, string name, ConduitMode mode);
}
