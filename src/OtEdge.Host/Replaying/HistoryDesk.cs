using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Settings;

namespace OtEdge.Host.Replaying;

/// <summary>Replays recorded traffic, and suggests policies from it.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="site">The settings in force.</param>
/// <param name="history">Recorded traffic with all that was seen up to now.</param>
/// <param name="time">The calendar.</param>
internal sealed class HistoryDesk(ConduitDeck deck, Func<Site> site, Func<IFlowStore> history, TimeProvider time) : IReplays
{
    private static readonly TimeSpan SinceDefault = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public Task<Answer<ReplayView>> ReplayAsync(
        string conduit, ReplayRequest request, Action<double>? tell, CancellationToken cancellation) =>
        AskAsync(conduit, request.Since, (live, from) => Replay(live, request, from, Pause(tell, cancellation)), cancellation);

    /// <inheritdoc/>
    public Task<Answer<SuggestionView>> SuggestAsync(
        string conduit, SuggestionRequest request, Action<double>? tell, CancellationToken cancellation) =>
        AskAsync<SuggestionView>(
            conduit,
            request.Since,
            (live, from) => request.WritesMin < 1
                ? new Refusal(RefusalKind.Invalid, "Wrong number", $"writes_min {request.WritesMin}: expected a number of at least 1.")
                : Suggest(live, from, request.WritesMin ?? Suggestions.WritesMinDefault, Pause(tell, cancellation)),
            cancellation);

    /// <inheritdoc/>
    public Answer<PolicyCheckView> Check(string conduit, PolicyText policy)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        return found.IsDone ? new PolicyChecks(deck.Shelf, site).Check(found.Value.State, policy) : found.Refusal;
    }

    /// <inheritdoc/>
    public string PolicySchema { get; } = SettingsSchema.Policy();

    private static Action<double> Pause(Action<double>? tell, CancellationToken cancellation) => share =>
    {
        cancellation.ThrowIfCancellationRequested();
        tell?.Invoke(share);
    };

    // Long work stays away from the thread that serves; a disk that fails is told, never thrown.
    private async Task<Answer<T>> AskAsync<T>(
        string conduit, string? since, Func<LiveConduit, DateTimeOffset, Answer<T>> answer, CancellationToken cancellation)
        where T : class
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        TimeSpan back = SinceDefault;
        if (since is not null && (!DurationText.TryParse(since, out back) || back == TimeSpan.Zero))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong duration", $"since '{since}': expected a duration such as 8h or 7d.");
        }

        if (found.Value.State.Settings.Protocol == ConduitProtocol.Tcp)
        {
            return new Refusal(
                RefusalKind.Invalid, "Not read", $"{conduit} is relayed without being read; only traffic that is read can be judged again.");
        }

        try
        {
            return await Task.Run(() => answer(found.Value, time.GetUtcNow() - back), cancellation);
        }
        catch (IOException fault)
        {
            return new Refusal(
                RefusalKind.Failed, "Recorded traffic cannot be read", $"{fault.Message} Traffic itself is not affected.");
        }
    }

    private Answer<ReplayView> Replay(LiveConduit live, ReplayRequest request, DateTimeOffset from, Action<double> pause)
    {
        RuleSet standing = deck.Shelf.Rules(live.State.Standing.PolicyDigest) ?? RuleSet.None;
        Answer<RuleSet> chosen = Candidate(live, request, standing);
        if (!chosen.IsDone)
        {
            return chosen.Refusal;
        }

        RuleSet candidate = chosen.Value;
        RuleSet? other = standing.Policy is null || standing.Policy.Digest == candidate.Policy!.Digest ? null : standing;
        var replayer = new Replayer(candidate, other) { EURanges = live.State.Running?.EURanges ?? EURangeTable.Empty };
        HistoryTotals totals = HistoryReplay.Run(history(), live.Name, from, time.GetUtcNow(), replayer, pause);
        return ReplayViews.Of(live.Name, replayer.Finish(), new DeclaredClients(site().Assets), other?.Policy) with
        {
            Notes = [.. Notes(totals, from), .. RuleNotes(candidate.Policy!)],
        };
    }

    private Answer<RuleSet> Candidate(LiveConduit live, ReplayRequest request, RuleSet standing)
    {
        if (request.Policy is { } text)
        {
            Answer<PolicyDocument> read = ProposalReader.ReadPolicy(text, site(), live.State.Settings);
            return read.IsDone ? RuleSet.Compile(read.Value) : read.Refusal;
        }

        if (request.PolicyDigest is { } digest)
        {
            return deck.Shelf.Rules(digest) is { Policy: { } kept } rules && kept.Protocol == live.State.Settings.Protocol
                ? rules
                : new Refusal(RefusalKind.Unknown, "No such policy", $"no policy of {live.Name}'s protocol has the digest {digest}; see the change that proposes it.");
        }

        return standing.Policy is not null
            ? standing
            : new Refusal(RefusalKind.Invalid, "No policy", $"{live.Name} has no live policy; name the one to try with --policy FILE.");
    }

    private Answer<SuggestionView> Suggest(LiveConduit live, DateTimeOffset from, int writesMin, Action<double> pause)
    {
        Site settings = site();
        if (live.State.Settings.Protocol == ConduitProtocol.OpcUa)
        {
            return NodeSuggestions.Of(live.State.Settings, history(), from, settings.Gateway, writesMin);
        }

        FlowCollector collected = Suggestions.Collector(live.State.Settings, settings);
        HistoryTotals totals = HistoryReplay.Run(history(), live.Name, from, time.GetUtcNow(), collected, pause);
        string source = $"what {settings.Gateway} recorded since {from:yyyy-MM-dd HH:mm} UTC";
        return Suggestions.Of(live.Name, settings, collected, source, writesMin) with { Notes = [.. Notes(totals, from)] };
    }

    private static IEnumerable<string> Notes(HistoryTotals totals, DateTimeOffset from)
    {
        if (totals.Flows.Count == 0)
        {
            yield return $"nothing was recorded since {from:yyyy-MM-dd HH:mm} UTC.";
        }

        if (totals.NotJudged > 0)
        {
            yield return $"{totals.NotJudged:N0} operations are not judged: too little was kept of them (sweeps, clients beyond those told apart).";
        }

        if (totals.WithoutData > 0)
        {
            yield return $"{totals.WithoutData:N0} writes are not judged: not all of their data was recorded.";
        }

        if (totals.Gaps.Count > 0)
        {
            TimeSpan missing = totals.Gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + (gap.To - gap.From));
            yield return $"recording has {totals.Gaps.Count:N0} gaps of {DurationText.Of(missing)} together; see otedge flows gaps.";
        }
    }

    private static IEnumerable<string> RuleNotes(PolicyDocument policy)
    {
        if (policy.Rules.Any(rule => rule.Rate is not null && rule.Classes.HasFlag(OperationClasses.Read)))
        {
            yield return "reads are recorded by their number, so rates are not judged on them.";
        }

        if (policy.Rules.Any(rule => rule.Nodes?.Limits.Any(limit => limit.IsEURange) == true))
        {
            yield return "eu-range is judged by the EURanges that the device tells now; of nodes whose EURange is not known every write would be refused.";
        }

        if (policy.Rules.Any(rule => rule.Values.Any(value => value.MaxStep is not null)))
        {
            yield return "max-step is measured from recorded writes; values that were only read are not kept.";
        }
    }
}
