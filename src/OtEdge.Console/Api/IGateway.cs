using OtEdge.Core.Findings;

namespace OtEdge.Console.Api;

/// <summary>What the API asks of the running gateway; thread-safe.</summary>
public interface IGateway
{
    /// <summary>Recorded traffic.</summary>
    IRecordedTraffic Traffic { get; }

    /// <summary>Process values.</summary>
    ITags Tags { get; }

    /// <summary>Who may act.</summary>
    IPeople People { get; }

    /// <summary>The whole site at a glance.</summary>
    StatusView Status();

    /// <summary>One conduit.</summary>
    Answer<ConduitView> Conduit(string name);

    /// <summary>The live policy of a conduit.</summary>
    Answer<PolicyView> Policy(string conduit);

    /// <summary>How a conduit went.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="since">How far back, a duration up to 24h; null: an hour.</param>
    Answer<TrendView> Trend(string conduit, string? since);

    /// <summary>Drops a conduit's connections and opens it again as the settings now say.</summary>
    Task<Answer<ConduitView>> RestartAsync(string conduit, string user, CancellationToken cancellation);

    /// <summary>Findings, last seen first.</summary>
    Answer<FindingView[]> Findings(FindingQuery query);

    /// <summary>One finding.</summary>
    Answer<FindingView> Finding(string id);

    /// <summary>Changes, newest first.</summary>
    /// <param name="conduit">Only of this conduit; null: of all.</param>
    /// <param name="countMax">At most so many.</param>
    Answer<ChangeView[]> Changes(string? conduit, int countMax);

    /// <summary>One change; the id `last` stands for the newest.</summary>
    Answer<ChangeView> Change(string id);

    /// <summary>Proposes a change and takes the steps that the request asks for.</summary>
    Task<Answer<ChangeResult>> ProposeAsync(ProposalRequest request, string user, CancellationToken cancellation);

    /// <summary>Takes one step with a change; the id `last` stands for the newest change that the step fits.</summary>
    Task<Answer<ChangeResult>> StepAsync(
        string id, ChangeStep step, StepRequest request, string user, CancellationToken cancellation);

    /// <summary>Proposes the previous confirmed posture of a conduit.</summary>
    Task<Answer<ChangeResult>> RollbackAsync(
        string conduit, RollbackRequest request, string user, CancellationToken cancellation);

    /// <summary>Campaigns over zones.</summary>
    ICampaigns Campaigns { get; }

    /// <summary>Reads the settings again; bad ones change nothing.</summary>
    Task<Answer<ReloadResult>> ReloadAsync(string user, CancellationToken cancellation);

    /// <summary>Regimes and evidence.</summary>
    IEvidenceDesk Evidence { get; }

    /// <summary>Events from now on, or from after an earlier one; ends when cancelled.</summary>
    /// <param name="after">Id of the last event seen; null: only new ones.</param>
    /// <param name="cancellation">Ends it.</param>
    IAsyncEnumerable<GatewayEvent> EventsAsync(long? after, CancellationToken cancellation);

    /// <summary>Alerts.</summary>
    IAlerts Alerts { get; }

    /// <summary>Break-glass and permits.</summary>
    IExemptionDesk Exemptions { get; }

    /// <summary>Who did what, for good.</summary>
    IAuditDesk Audit { get; }

    /// <summary>Candidates that are judged beside the live rules.</summary>
    IShadows Shadows { get; }

    /// <summary>Frames that were kept around findings.</summary>
    IFrames Frames { get; }

    /// <summary>Recorded traffic judged again.</summary>
    IReplays Replays { get; }

    /// <summary>What people look after beside traffic and changes.</summary>
    Management Management { get; }

    /// <summary>What keeps the gateway from being ready, one sentence each; empty: it is.</summary>
    IReadOnlyList<string> Unready();
}
