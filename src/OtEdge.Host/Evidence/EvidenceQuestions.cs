using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Settings;

namespace OtEdge.Host.Evidence;

/// <summary>Makes questions about conduits of the running gateway.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="site">The settings in force.</param>
/// <param name="journal">Knows findings and what people have said of them.</param>
internal sealed class EvidenceQuestions(ConduitDeck deck, Func<Site> site, IJournal journal)
{
    private const int FindingsMax = 10_000;
    private const int ChangesMax = 10_000;

    /// <summary>The question that a request asks about a conduit.</summary>
    /// <param name="conduit">Its name.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="plan">What must be covered.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public Answer<EvidenceQuestion> About(string conduit, EvidenceRequest request, CoveragePlan plan)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        TimeSpan since = TimeSpan.Zero;
        if (request.Since is { } text && (!DurationText.TryParse(text, out since) || since <= TimeSpan.Zero))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong duration", $"since is \"{text}\"; expected a duration such as 8h or 7d.");
        }

        ConduitState state = found.Value.State;
        RuleSet live = deck.Shelf.Rules(state.Standing.PolicyDigest) ?? RuleSet.None;
        Answer<RuleSet> rules = RulesOf(request.Policy, live, state.Settings);
        return rules.IsDone ? About(found.Value, rules.Value, plan) with { Since = request.Since is null ? null : since } : rules.Refusal;
    }

    /// <summary>The question how ready rules are on a conduit, by everything that is recorded.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="plan">What must be covered.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public EvidenceQuestion About(LiveConduit conduit, RuleSet rules, CoveragePlan plan)
    {
        ConduitState state = conduit.State;
        return new EvidenceQuestion
        {
            Site = site(),
            Conduit = conduit.Name,
            Mode = Words.Of(state.Standing.Mode),
            Rules = rules,
            Live = deck.Shelf.Rules(state.Standing.PolicyDigest) ?? RuleSet.None,
            LiveSince = state.InForce is { } change && !state.TrialIsOver ? change.StateAt : state.Confirmed.Since,
            Plan = plan,
            EURanges = state.Running?.EURanges ?? EURangeTable.Empty,
            DeviceChangedAt = journal.Findings(new FindingQuery(conduit.Name, FindingKind.DeviceChanged, CountMax: 1)) is [var last, ..] ? last.LastSeen : null,
            Triaged = Triaged(conduit.Name),
            Overridden = Overridden(conduit.Name),
        };
    }

    private EvidenceOverrideView[] Overridden(string conduit) =>
    [
        .. journal.Changes(conduit, ChangesMax)
            .SelectMany(change => (change.Stage.Clearance?.Overrides ?? [])
                .Select(one => new EvidenceOverrideView(change.Id, one.Gate, one.By, one.At, one.Reason)))
            .OrderByDescending(one => one.At),
    ];

    private Answer<RuleSet> RulesOf(PolicyText? text, RuleSet live, Conduit conduit)
    {
        if (text is null)
        {
            return live.Policy is not null ? live : new Refusal(
                RefusalKind.Invalid, "No policy", $"{conduit.Name} has no live policy; name the one to judge by with --policy FILE.");
        }

        PolicyReading reading = SettingsReader.ReadPolicy(site(), ProposalReader.FileNamedAlike(text), text.Text);
        Problem[] problems = [.. reading.Problems.Select(problem => problem with { File = text.File })];
        if (reading.Policy is not { } policy || reading.HasErrors)
        {
            return new Refusal(
                RefusalKind.Invalid,
                "Policy has problems",
                $"{text.File} cannot be used: {string.Join(" | ", problems.Select(problem => problem.ToString()))}",
                [.. problems.Select(Views.Of)]);
        }

        return policy.Protocol == conduit.Protocol ? RuleSet.Compile(policy with { File = text.File }) : new Refusal(
            RefusalKind.Invalid,
            "Policy of another protocol",
            $"{text.File} is for {Words.Of(policy.Protocol)}, but {conduit.Name} speaks {Words.Of(conduit.Protocol)}.");
    }

    private TriagedFinding[] Triaged(string conduit)
    {
        Dictionary<string, Triage> said = journal.Triages().ToDictionary(triage => triage.Finding);
        return
        [
            .. journal.Findings(new FindingQuery(conduit, CountMax: FindingsMax))
                .Where(finding => finding.Verdict != VerdictWord.Allowed)
                .Select(finding => new TriagedFinding(finding, said.GetValueOrDefault(finding.Id))),
        ];
    }
}
