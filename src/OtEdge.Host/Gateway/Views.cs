using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Exempting;
using OtEdge.Settings;

namespace OtEdge.Host.Gateway;

/// <summary>Shows the gateway's state as the API does.</summary>
internal static class Views
{
    private const string MixedModes = "mixed";

    /// <summary>A conduit as it stands at this moment; what the data plane really judges by goes before what is recorded.</summary>
    public static ConduitView Of(LiveConduit live, PolicyShelf shelf)
    {
        ConduitState state = live.State;
        PostureRecord standing = state.Standing;
        Posture? real = state.Running is { } running ? running.Snapshot.At(running.NowTicks) : null;
        ConduitMode mode = real?.Mode ?? standing.Mode;
        EnforcementScope scope = real?.Scope ?? standing.Scope;
        PolicyDocument? policy = real is null ? shelf.Policy(standing.PolicyDigest) : real.Rules.Policy;
        TrafficTotals totals = state.Totals;
        AddedLatency? added = state.Running is { AddedLatency: { Passages: > 0 } measured } ? measured : null;
        Conduit conduit = state.Settings;
        bool enforces = mode == ConduitMode.Enforce;
        return new ConduitView
        {
            Name = live.Name,
            Mode = Words.Of(mode),
            Scope = enforces ? Words.Of(scope.Classes & Words.ClassesOf(conduit.Protocol)) : [],
            Since = state.InForce is { } inForce && !state.TrialIsOver && inForce.From.Mode != mode ? ChangeViews.InForceSince(inForce) : state.Confirmed.Since,
            RequestsTotal = totals.Requests,
            RefusedTotal = totals.Refused,
            WouldBeRefusedTotal = totals.WouldBeRefused,
            ChangeInFlight = state.InFlight is { } change
                ? new ChangeInFlightView(change.Id, Words.Of(change.State), change.Deadline)
                : null,
            From = conduit.From,
            To = conduit.To,
            Protocol = Words.Of(conduit.Protocol),
            Listen = state.Running?.LocalEndPoint.ToString(),
            Device = (state.Running?.Conduit ?? conduit).Device.ToString(),
            Policy = policy?.Name,
            PolicyDigest = policy?.Digest,
            ScopeClients = enforces ? Words.ClientsOf(scope) : null,
            OnFault = Words.Of(standing.OnFault),
            RefuseWith = Words.Of(standing.RefuseWith),
            Epoch = state.Confirmed.Epoch,
            ConfirmedMode = Words.Of(state.Confirmed.Posture.Mode),
            ClientConnections = state.Running?.ClientConnections ?? 0,
            DeviceConnections = state.Running?.DeviceConnections ?? 0,
            ReverseConnect = ReverseConnectViews.Of(state.Running),
            RepliesTotal = totals.Replies,
            ExceptionsTotal = totals.Exceptions,
            FindingsShedTotal = totals.FindingsShed,
            Shadow = Shadow(state),
            AddedLatencyP50Us = Rounded(added?.P50Microseconds),
            AddedLatencyP99Us = Rounded(added?.P99Microseconds),
            AddedLatencyP999Us = Rounded(added?.P999Microseconds),
            AwaitsRestart = state.Running is null ? [] : RestartDifference.Between(state.Running.Conduit, conduit),
            Fault = FaultOf(state),
            BreakGlass = state.Glass is { } glass ? GlassViews.Of(glass) : null,
            Permits = [.. state.Permits.Where(permit => permit.Permit.EndedAt is null).Select(permit => PermitViews.Of(permit, state.Running?.NowTicks))],
        };
    }

    /// <summary>The zones of a site with the conduits that they own.</summary>
    public static IReadOnlyList<ZoneView> Zones(Site site, IReadOnlyList<ConduitView> conduits) =>
    [
        .. site.Zones.Select(zone =>
        {
            ConduitView[] own = [.. conduits.Where(conduit => conduit.To == zone.Name)];
            string[] modes = [.. own.Select(conduit => conduit.Mode).Distinct()];
            return new ZoneView
            {
                Name = zone.Name,
                Mode = modes.Length > 1 ? MixedModes : modes.FirstOrDefault(),
                Conduits = [.. own.Select(conduit => conduit.Name)],
                Description = zone.Description,
                Level = zone.Level,
                Criticality = Words.Of(zone.Criticality),
                Assets = [.. site.Assets.Where(asset => asset.Zone == zone.Name).Select(asset => asset.Name)],
            };
        }),
    ];

    /// <summary>The candidate that a conduit shadows; null: none.</summary>
    public static ShadowView? Shadow(ConduitState state)
    {
        if (state.Shadow is not { Rules.Policy: { } policy } shadow)
        {
            return null;
        }

        ShadowTotals totals = state.Running?.ShadowTotals ?? default;
        return new ShadowView
        {
            Policy = policy.Name,
            PolicyDigest = policy.Digest,
            Since = shadow.Since,
            JudgedTotal = totals.Judged,
            WouldBeRefusedTotal = totals.WouldBeRefused,
            DiffersTotal = totals.Differs,
            FaultsTotal = totals.Faults,
        };
    }

    /// <summary>A policy.</summary>
    public static PolicyView Of(PolicyDocument policy) => new()
    {
        Name = policy.Name,
        Digest = policy.Digest,
        File = policy.File,
        Text = policy.Text,
        Rules = policy.Rules.Count,
        Pinned = policy.Pinned.Count,
    };

    /// <summary>A problem of the settings.</summary>
    public static ProblemView Of(Problem problem) =>
        new(problem.File, problem.Line, problem.Column, problem.Path, problem.Message);

    /// <summary>Why a conduit does not run as it should; null: it does.</summary>
    public static string? FaultOf(ConduitState state) => state.Running is { IsStalled: true } ? LoopWatch.StandsStill : state.Fault;

    private static double? Rounded(double? microseconds) => microseconds is { } some ? Math.Round(some, 1) : null;

    /// <summary>A posture.</summary>
    public static PostureView Of(PostureRecord posture)
    {
        bool enforces = posture.Mode == ConduitMode.Enforce;
        return new PostureView
        {
            Mode = Words.Of(posture.Mode),
            Scope = enforces ? Words.Of(posture.Scope.Classes) : [],
            ScopeClients = enforces ? Words.ClientsOf(posture.Scope) : null,
            PolicyDigest = posture.PolicyDigest,
            OnFault = Words.Of(posture.OnFault),
            RefuseWith = Words.Of(posture.RefuseWith),
        };
    }
}
