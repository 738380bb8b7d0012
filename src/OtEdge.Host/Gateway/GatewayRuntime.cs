using Microsoft.Extensions.Logging;
using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Alerts;
using OtEdge.Host.Campaigns;
using OtEdge.Host.Certificates;
using OtEdge.Host.Changes;
using OtEdge.Host.Evidence;
using OtEdge.Host.FlightRecording;
using OtEdge.Host.Guarding;
using OtEdge.Host.Metrics;
using OtEdge.Host.People;
using OtEdge.Host.Recording;
using OtEdge.Host.Regimes;
using OtEdge.Host.Replaying;
using OtEdge.Host.Tags;
using OtEdge.Host.Web;
using OtEdge.Journal;
using OtEdge.Journal.Flows;
using OtEdge.Settings;

namespace OtEdge.Host.Gateway;

/// <summary>The running gateway: settings, journal, data plane and API put together.</summary>
public sealed class GatewayRuntime : IGateway, IAsyncDisposable
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset startedAt;
    private readonly IJournal journal;
    private readonly DataPlane dataPlane;
    private readonly Turn turn = new();
    private readonly EventStream events;
    private readonly Ledger ledger;
    private readonly ConduitDeck deck;
    private readonly SiteLoader loader;
    private readonly ChangeBoard changes;
    private readonly Safeguards safeguards;
    private readonly CampaignDesk campaigns;
    private readonly FindingDesk findings;
    private readonly GatewayAlerts alerts;
    private readonly MetricsExport metrics;
    private readonly Heartbeat heartbeat;
    private readonly TrafficRecording recording;
    private readonly JournalViews shown;
    private readonly EvidenceDesk evidence;
    private readonly TagDesk tags;
    private readonly SettingsDesk settings;
    private readonly ConduitDesk conduits;
    private readonly IDisposable? fileSizeSignal = FileSizeSignal.Ignore();
    private GatewayServers? servers;

    private GatewayRuntime(GatewayOptions options, IJournal journal, TimeProvider time, ILoggerFactory logs)
    {
        this.journal = journal;
        ILogger logger = logs.CreateLogger<GatewayRuntime>();
        startedAt = time.GetUtcNow();
        events = new EventStream(time);
        ledger = new Ledger(journal, time, logger);
        var names = new SiteNames();
        alerts = new GatewayAlerts((journal, names, events), this, () => loader!.Site, options, (logs, time));
        findings = new FindingDesk(names, journal, events, time, alerts.Desk);
        var flows = SqliteFlowStore.Open(options.StateDirectory, time, logs.CreateLogger<SqliteFlowStore>());
        recording = new TrafficRecording(flows, names, () => loader!.Site, time, logger) { IsOff = options.Settings is { IsRecording: false } };
        var regimes = new RegimeRunner(RegimePlans.Of(options.Settings, TimeZoneInfo.Utc), flows, time, logger);
        tags = new TagDesk(names, () => deck!.All, time, logger) { Certificates = () => dataPlane!.Certificates };
        tags.Book.Read += alerts.Take;
        tags.Book.Read += (tag, reading) => regimes.Take(new RegimeEvent.ValueSeen(tag, reading));
        FrameStore frames = new(Path.Combine(options.StateDirectory, "captures"), names, logger);
        Frames = frames;
        var refusals = new RefusalWatch(findings, names);
        var identities = new IdentityWatch(refusals, names, ledger, time);
        tags.RangeChanged = (conduit, words) => identities.Changed(conduit, words);
        dataPlane = new DataPlane(options.DataPlane, recording.SinksFor(identities, new TagSink(recording.Sink, names, tags.Book), frames), time, logs) { Certificates = new ConduitCertificates(new CertificateStore(options.StateDirectory), options.SettingsDirectory, time, logger) };
        deck = new ConduitDeck(dataPlane, new PolicyShelf(journal), names, logger);
        var news = new ConduitNews(deck, events, logger);
        var clock = new TrialClock(time);
        var runner = new ChangeRunner(deck, ledger, news, clock);
        loader = new SiteLoader(deck, names, runner, news, logger) { Renamed = recording.Rename };
        Replays = new HistoryDesk(deck, () => loader.Site, recording.UpToNow, time);
        Shadows = new ShadowDesk(deck, loader, turn, journal, time);
        shown = new JournalViews(journal, deck);
        metrics = new MetricsExport(Status, () => deck.Running, options.Settings?.Otlp, time);
        heartbeat = new Heartbeat(deck, ledger, findings, turn, logger) { Trends = new TrendBook(deck, time), Loops = new LoopWatch(deck, findings, time), Certificates = new CertificateWatch(new CertificateStore(options.StateDirectory), journal, findings, time) };
        var questions = new EvidenceQuestions(deck, () => loader.Site, journal);
        var rehearsed = new RehearsalDesk(deck, () => loader.Site, recording.UpToNow, time);
        evidence = new EvidenceDesk(journal, regimes, questions, new EvidenceMaker(recording.UpToNow, time), time) { Rehearsed = rehearsed, Debounce = options.RegimeDebounce, Tags = tags.Book.Now };
        settings = new SettingsDesk(options.SettingsDirectory, loader, evidence, findings, logger) { Tags = tags, Alerts = alerts, Texts = options.Texts, SetLogLevel = options.SetLogLevel };
        var people = new PeopleDesk(() => loader.Site);
        People = people;
        conduits = new ConduitDesk(deck, news, turn, logger);
        safeguards = new Safeguards(new ChangeScene(deck, ledger, loader, turn), runner, news, people, logger) { Settings = () => settings.Model };
        ChangeFacts facts = safeguards.Facts;
        (safeguards.Audit.Change, settings.Audit, evidence.Audit) = (shown.Change, safeguards.Audit.Note, safeguards.Audit.Note);
        loader.Terms = () => facts.Terms(window: null);
        Baselines = new BaselineBook(journal, recording.UpToNow, refusals, names);
        var gates = new GateKeeper(evidence, deck.Shelf, recording.UpToNow, () => facts.SoakEpisodes);
        changes = new ChangeBoard(safeguards.Scene, safeguards.Authority, (runner, clock), (gates, facts), safeguards.Plant(tags.Book, Baselines, (refusals, identities), findings));
        shown.Guards = safeguards.Guards;
        campaigns = new CampaignDesk(safeguards.Scene, changes, people, () => settings.Model, logger) { Told = view => events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "campaign", Campaign = view }) };
        facts.OnTrialBeside = campaigns.OnTrialBeside;
        Management = ManagementDesks.Of(options, this, events, new SettingsViews(options.SettingsDirectory, settings, () => loader.Site), (safeguards.Audit.Note, time, dataPlane.RenewCertificates));
    }

    /// <summary>Path of the API's socket; null when it is not served.</summary>
    public string? SocketPath => servers?.SocketPath;

    /// <summary>The console; null: there is none.</summary>
    internal ConsoleServer? Console => servers?.Console;

    /// <inheritdoc/>
    public Management Management { get; }

    /// <inheritdoc/>
    public ITags Tags => tags;

    /// <inheritdoc/>
    public IPeople People { get; }

    /// <inheritdoc/>
    public IExemptionDesk Exemptions => safeguards.Exemptions;

    /// <inheritdoc/>
    public IAuditDesk Audit => safeguards.Audit;

    /// <inheritdoc/>
    public IShadows Shadows { get; }

    /// <inheritdoc/>
    public IReplays Replays { get; }

    /// <inheritdoc/>
    public IFrames Frames { get; }

    /// <inheritdoc/>
    public IEvidenceDesk Evidence => evidence;

    /// <inheritdoc/>
    public ICampaigns Campaigns => campaigns;

    /// <summary>
    /// Starts a gateway: 1. settings are read, bad ones start nothing; 2. the journal is opened; 3. every conduit comes back in its
    /// confirmed posture; 4. the API is served.
    /// </summary>
    /// <param name="options">Where settings and state are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where everybody logs.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The state directory, its journal or its socket cannot be used; the message says what to do.</exception>
    public static async Task<GatewayStart> StartAsync(
        GatewayOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation = default)
    {
        SettingsReading reading = SettingsReader.Read(options.SettingsDirectory);
        if (reading.Site is not { } site || reading.HasErrors)
        {
            return new GatewayStart(null, reading.Problems);
        }

        ApiSocket.PrepareDirectory(options.StateDirectory);
        var journal = SqliteJournal.Open(options.StateDirectory, time, logs.CreateLogger<SqliteJournal>());
        return new GatewayStart(await StartAsync(options.With(reading.Model!, reading.Texts), site, journal, time, logs, cancellation), reading.Problems);
    }

    /// <summary>Starts a gateway on a journal that is open already, and owns it from then on.</summary>
    internal static async Task<GatewayRuntime> StartAsync(
        GatewayOptions options, Site site, IJournal journal, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var gateway = new GatewayRuntime(options, journal, time, logs);
        try
        {
            await gateway.settings.TakeAsync(options.Settings, site);
            gateway.safeguards.Start(time, logs.CreateLogger<Safeguards>());
            gateway.evidence.Start();
            gateway.heartbeat.Start(time);
            gateway.changes.Start(time, logs.CreateLogger<ChangeBoard>());
            gateway.campaigns.Start(time);
            gateway.servers = await GatewayServers.StartAsync(gateway, options, time, logs, cancellation);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Knows how conduits are, second by second.</summary>
    internal BaselineBook Baselines { get; }

    /// <summary>Gives metrics out.</summary>
    internal MetricsExport Metrics => metrics;

    /// <inheritdoc/>
    public IRecordedTraffic Traffic => recording;

    /// <inheritdoc/>
    public IAlerts Alerts => alerts.Desk;

    /// <inheritdoc/>
    public StatusView Status()
    {
        Site site = loader.Site;
        ConduitView[] all = [.. deck.All.Select(live => Views.Of(live, deck.Shelf))];
        return new StatusView
        {
            Site = site.Name,
            Zones = Views.Zones(site, all),
            Conduits = all,
            Gateway = site.Gateway,
            Version = ProductVersion.Text,
            StartedAt = startedAt,
            Governance = Words.Of(site.Governance),
            JournalFault = ledger.Fault,
            FindingsShed = journal.Shed,
            Recording = recording.State,
            RecordingFault = recording.Fault,
            RecordsShed = recording.Shed,
            Regime = evidence.Regime(),
            Untriaged = evidence.Untriaged(),
            AlertReceivers = alerts.Receivers,
            LoopStallsTotal = dataPlane.StallsTotal,
            SettingsProblems = settings.Problems,
        };
    }

    /// <inheritdoc/>
    public Answer<ConduitView> Conduit(string name) => conduits.Conduit(name);

    /// <inheritdoc/>
    public Answer<PolicyView> Policy(string conduit) => conduits.Policy(conduit);

    /// <inheritdoc/>
    public Answer<TrendView> Trend(string conduit, string? since) => heartbeat.Trends.Read(conduit, since);

    /// <inheritdoc/>
    public Task<Answer<ConduitView>> RestartAsync(string conduit, string user, CancellationToken cancellation) =>
        conduits.RestartAsync(conduit, user, cancellation);

    /// <inheritdoc/>
    public Answer<FindingView[]> Findings(FindingQuery query) => shown.Findings(query);

    /// <inheritdoc/>
    public Answer<FindingView> Finding(string id) => shown.Finding(id);

    /// <inheritdoc/>
    public Answer<ChangeView[]> Changes(string? conduit, int countMax) => shown.Changes(conduit, countMax);

    /// <inheritdoc/>
    public Answer<ChangeView> Change(string id) => shown.Change(id);

    /// <inheritdoc/>
    public Task<Answer<ChangeResult>> ProposeAsync(ProposalRequest request, string user, CancellationToken cancellation) =>
        changes.ProposeAsync(request, user, cancellation);

    /// <inheritdoc/>
    public Task<Answer<ChangeResult>> StepAsync(
        string id, ChangeStep step, StepRequest request, string user, CancellationToken cancellation) =>
        changes.StepAsync(id, step, request, user, cancellation);

    /// <inheritdoc/>
    public Task<Answer<ChangeResult>> RollbackAsync(
        string conduit, RollbackRequest request, string user, CancellationToken cancellation) =>
        changes.RollbackAsync(conduit, request, user, cancellation);

    /// <inheritdoc/>
    public Task<Answer<ReloadResult>> ReloadAsync(string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => settings.ReloadAsync(user), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<GatewayEvent> EventsAsync(long? after, CancellationToken cancellation) =>
        events.ReadAsync(after, cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<string> Unready() => deck.Unready(ledger.Fault);

    /// <summary>Stops in order: the API, then traffic, then the journal with everything that was found.</summary>
    public async ValueTask DisposeAsync()
    {
        await (servers?.DisposeAsync() ?? ValueTask.CompletedTask);
        await campaigns.DisposeAsync();
        await changes.DisposeAsync();
        await safeguards.DisposeAsync();
        await tags.DisposeAsync();
        await dataPlane.DisposeAsync();
        await metrics.DisposeAsync();
        await heartbeat.DisposeAsync();
        await evidence.DisposeAsync();
        await recording.DisposeAsync();
        await alerts.DisposeAsync();
        ledger.Settle();
        journal.Flush(FlushTimeout);
        ledger.EndInOrder();
        journal.Dispose();
        turn.Dispose();
        fileSizeSignal?.Dispose();
    }
}
