using System.Net;
using Microsoft.Extensions.Logging;
using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>The conduits of the site and their way into the data plane. Readers are free; callers that change something have the turn.</summary>
internal sealed partial class ConduitDeck
{
    private readonly DataPlane dataPlane;
    private readonly SiteNames names;
    private readonly ILogger logger;
    private LiveConduit[] conduits = [];
    private long revision;

    /// <summary>Makes an empty deck.</summary>
    public ConduitDeck(DataPlane dataPlane, PolicyShelf shelf, SiteNames names, ILogger logger)
    {
        this.dataPlane = dataPlane;
        this.names = names;
        this.logger = logger;
        Shelf = shelf;
    }

    /// <summary>The policies that the conduits live by.</summary>
    public PolicyShelf Shelf { get; }

    /// <summary>Every conduit, in file order.</summary>
    public IReadOnlyList<LiveConduit> All => Volatile.Read(ref conduits);

    /// <summary>Those that listen, by name.</summary>
    public IEnumerable<(string Name, RunningConduit Conduit)> Running =>
        All.Where(live => live.State.Running is not null).Select(live => (live.Name, live.State.Running!));

    /// <summary>The conduit of that name, or a refusal that names the nearest.</summary>
    public Answer<LiveConduit> Find(string name)
    {
        IReadOnlyList<LiveConduit> all = All;
        return all.FirstOrDefault(conduit => conduit.Name == name) is { } found
            ? found
            : Unknown.Named("conduit", name, all.Select(conduit => conduit.Name));
    }

    /// <summary>What keeps conduits and journal from being ready, one sentence each.</summary>
    /// <param name="journalFault">Why the journal cannot be written or is behind; null: neither.</param>
    public IReadOnlyList<string> Unready(string? journalFault)
    {
        IEnumerable<string> faults = All
            .Select(live => (live.Name, Fault: Views.FaultOf(live.State)))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.Name}: {one.Fault}");
        return [.. journalFault is null ? faults : faults.Append(journalFault)];
    }

    /// <summary>Sets which conduits there are.</summary>
    public void Replace(IEnumerable<LiveConduit> next) => Volatile.Write(ref conduits, [.. next]);

    /// <summary>Opens a conduit as its settings say; when that fails it keeps the reason and traffic of the others goes on.</summary>
    public void Open(LiveConduit live)
    {
        ConduitState state = live.State;
        (ConduitSnapshot snapshot, string? fault) = SnapshotOf(state);
        try
        {
            RunningConduit running = dataPlane.Open(state.Settings, snapshot, client => names.Clients.Declares(client));
            names.Add(running.Index, live.Name);
            running.Watch(names.TagsOf(live.Name));
            running.Watch(names.NodesOf(live.Name));
            live.State = state with { Running = running, Fault = fault };
            LogOpened(logger, live.Name, running.LocalEndPoint, state.Standing.Mode);
        }
        catch (IOException cannot)
        {
            live.State = state with { Running = null, Fault = cannot.Message };
            if (state.Fault != cannot.Message)
            {
                LogNotOpened(logger, live.Name, cannot.Message);
            }
        }
    }

    /// <summary>Has every conduit watch the tags that the settings now name.</summary>
    public void Watch()
    {
        foreach (LiveConduit live in All)
        {
            live.State.Running?.Watch(names.TagsOf(live.Name));
        }
    }

    /// <summary>Closes a conduit; its counters are kept.</summary>
    public async Task CloseAsync(LiveConduit live)
    {
        if (live.State.Running is not { } running)
        {
            return;
        }

        await running.CloseAsync();
        live.State = live.State with { Running = null, Before = live.State.Before.Plus(running.Totals) };
        LogClosed(logger, live.Name);
    }

    /// <summary>Takes a new state and swaps what the data plane judges by; no connection is dropped.</summary>
    public void Swap(LiveConduit live, ConduitState next)
    {
        (ConduitSnapshot snapshot, string? fault) = SnapshotOf(next);
        next.Running?.Apply(snapshot);
        live.State = next.Running is null ? next : next with { Fault = fault };
    }

    private (ConduitSnapshot Snapshot, string? Fault) SnapshotOf(ConduitState state)
    {
        long next = Interlocked.Increment(ref revision);
        IReadOnlyList<ClientPermit> permits = [.. state.Permits.Where(permit => permit.Permit.BeganAt is not null).Select(permit => permit.AsClient)];
        (Posture confirmed, string? fault) = PostureOf(state.Settings, state.Confirmed.Posture);
        confirmed = confirmed with { Permits = permits };
        if (state.InForce is not { } change)
        {
            return (new ConduitSnapshot(next, confirmed) { Shadow = state.Shadow?.Rules }, fault);
        }

        (Posture active, string? activeFault) = PostureOf(state.Settings, change.To);
        var snapshot = new ConduitSnapshot(next, active with { Permits = permits }, confirmed, state.TrialEndsTicks) { Shadow = state.Shadow?.Rules };
        return (snapshot, fault ?? activeFault);
    }

    // Rules that are lost or of another protocol must not refuse anybody: without them an enforcing conduit would refuse everything.
    private (Posture Posture, string? Fault) PostureOf(Conduit conduit, PostureRecord record)
    {
        string? fault = Shelf.Rules(record.PolicyDigest) switch
        {
            null => $"policy revision {record.PolicyDigest} is missing from the journal; it observes until a policy is proposed",
            { Policy: { } policy } when policy.Protocol != conduit.Protocol =>
                $"its live policy {policy.Name} is for {Words.Of(policy.Protocol)}; it observes until a policy for "
                + $"{Words.Of(conduit.Protocol)} is proposed",
            _ => null,
        };
        return fault is null
            ? (new Posture(record.Mode, record.Scope, Shelf.Rules(record.PolicyDigest)!, record.OnFault, record.RefuseWith), null)
            : (new Posture(ConduitMode.Observe, EnforcementScope.Everything, RuleSet.None, record.OnFault, record.RefuseWith), fault);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Conduit {Name} listens on {EndPoint} in {Mode}")]
    private static partial void LogOpened(ILogger logger, string name, IPEndPoint endPoint, ConduitMode mode);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conduit {Name} cannot be opened: {Fault}")]
    private static partial void LogNotOpened(ILogger logger, string name, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Conduit {Name} is closed")]
    private static partial void LogClosed(ILogger logger, string name);
}
