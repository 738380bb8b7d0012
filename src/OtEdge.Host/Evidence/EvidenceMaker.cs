using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Traffic.Replaying;

namespace OtEdge.Host.Evidence;

/// <summary>Makes sealed reports of what is recorded.</summary>
/// <param name="record">The record, with all that was seen up to now.</param>
/// <param name="time">The clock.</param>
internal sealed class EvidenceMaker(Func<IFlowStore> record, TimeProvider time)
{
    private const int FlowsMax = 1_000_000;

    /// <summary>
    /// Makes a report: 1. the record of the span is judged again by the rules in question and by the live ones; 2. episodes are
    /// counted, less what people call meant; 3. the gates are asked; 4. the report is sealed.
    /// </summary>
    /// <param name="question">What it is made for.</param>
    /// <param name="tell">Takes the share of the record that was judged, 0 to 1; null: nobody asks.</param>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public EvidenceView Make(EvidenceQuestion question, Action<double>? tell = null)
    {
        IFlowStore store = record();
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset from = question.Since is { } since ? now - since : BeginOf(store, question.Conduit, now);
        from = question.DeviceChangedAt is { } changed && changed > from ? changed : from;
        var review = new RecordReview(question.Rules) { EURanges = question.EURanges };
        var parity = new ParityCheck(question.Live, question.LiveSince) { EURanges = question.EURanges };
        HistoryTotals seen = HistoryReplay.Run(store, question.Conduit, from, now, new BothSinks(review, parity), tell);
        foreach (SweptTimes sweep in seen.Sweeps)
        {
            review.TakeSweep(sweep);
        }

        var triage = new TriageBook(question.Triaged);
        HashSet<string> meant =
            [.. review.Flows.Where(flow => triage.SaidOf(flow.Flow)?.Decision == TriageDecision.Meant).Select(flow => flow.Flow.Id)];
        Dictionary<string, RehearsedRegime> rehearsed = store.Rehearsals(question.Conduit)
            .Where(signed => question.DeviceChangedAt is not { } other || signed.At >= other)
            .ToDictionary(signed => signed.Regime, signed => RehearsalList.Check(signed, question.Site, question.Rules, seen.Flows, now));
        CoverageReport coverage = CoverageCount.Of(question.Plan, new CoverageEvidence(from, now)
        {
            Episodes = seen.Episodes,
            Hit = review.Flows.Where(flow => !meant.Contains(flow.Flow.Id)).SelectMany(flow => flow.Episodes).ToHashSet(),
            Gaps = seen.Gaps,
            Rehearsed = rehearsed,
            FlowsFirstSeen = [.. seen.Flows.Where(flow => !meant.Contains(flow.Id)).Select(flow => flow.FirstSeen)],
        });

        EvidenceGateView[] gates = EvidenceGates.Ask(new EvidenceFacts(question, review, coverage, triage)
        {
            Parity = parity,
            Probe = PolicyProbe.Of(question.Live, now),
            NotJudged = seen.NotJudged - seen.Swept,
            Fault = store.Fault,
            LastEpisode = seen.Episodes.Count > 0 ? seen.Episodes[^1] : null,
        });

        return CanonicalJson.Seal(View(question, review, coverage, triage) with
        {
            MadeAt = now,
            From = from,
            To = now,
            Gaps = [.. seen.Gaps.Select(gap => new EvidenceGapView(gap.From, gap.To, gap.Lost, gap.Cause))],
            Gates = gates,
            Ready = gates.All(gate => gate.Passed),
            Notes = [.. Notes(seen, question.DeviceChangedAt)],
        });
    }

    private static DateTimeOffset BeginOf(IFlowStore store, string conduit, DateTimeOffset now)
    {
        DateTimeOffset first = now;
        foreach (Flow flow in store.Flows(new FlowQuery { Conduit = conduit, CountMax = FlowsMax }))
        {
            first = flow.FirstSeen < first ? flow.FirstSeen : first;
        }

        // The episode that traffic was first seen in was seen from then on only, unless recording began with it.
        return store.Episodes(DateTimeOffset.MinValue, now) is [var episode, ..] && episode.From < first ? episode.From : first;
    }

    private static EvidenceView View(EvidenceQuestion question, RecordReview review, CoverageReport coverage, TriageBook triage) => new()
    {
        Site = question.Site.Name,
        Gateway = question.Site.Gateway,
        Conduit = question.Conduit,
        Mode = question.Mode,
        MadeAt = default,
        From = default,
        To = default,
        Policy = question.Rules.Policy?.Name ?? "",
        PolicyDigest = question.Rules.Policy?.Digest ?? "",
        LivePolicyDigest = question.Live.Policy?.Digest,
        Operations = review.Operations + review.Sweeps,
        WouldBeRefused = review.Refused,
        EpisodesWanted = question.Plan.Episodes,
        FlatWanted = question.Plan.Flat,
        Regimes =
        [
            .. coverage.Regimes.Select(regime => new EvidenceRegimeView
            {
                Regime = regime.Regime,
                Seen = regime.Seen,
                Hit = regime.Hit,
                Cut = regime.Cut,
                Wanted = regime.Wanted,
                Flat = regime.Flat,
                Bound = regime.Bound,
                Rehearsal = regime.Rehearsal is { } rehearsal ? RehearsalDesk.View(rehearsal) : null,
                Text = CoverageWords.Of(regime),
            }),
        ],
        WorstRegime = coverage.Worst?.Regime,
        Discovery =
        [
            .. coverage.Discovery.Select(point =>
                new EvidenceEpisodeView(point.Episode, point.Regime, point.From, point.NewFlows, point.Flows)),
        ],
        Flows = [.. review.Flows.Select(flow => View(flow, triage))],
        Overridden = question.Overridden,
        Gaps = [],
        Gates = [],
        Ready = false,
    };

    private static EvidenceFlowView View(ReviewedFlow reviewed, TriageBook triage)
    {
        Flow flow = reviewed.Flow;
        bool hasTarget = flow.Count > 0 && flow.Space != RegisterSpace.None;
        return new EvidenceFlowView
        {
            Flow = flow.Id,
            Client = flow.Client,
            ClientAsset = flow.ClientAsset,
            Class = flow.Class,
            Function = flow.Node?.ServiceName ?? flow.Function.ToString(),
            Unit = flow.Unit,
            Space = hasTarget ? flow.Space : null,
            Address = hasTarget ? flow.Address : null,
            Count = hasTarget ? flow.Count : null,
            Reason = reviewed.Decision.Reason,
            Text = reviewed.Text,
            Times = reviewed.Times,
            FirstSeen = reviewed.FirstSeen,
            LastSeen = reviewed.LastSeen,
            Episodes = reviewed.Episodes.Count,
            Regimes = reviewed.Regimes,
            Findings = triage.FindingsOf(flow),
            Triage = triage.SaidOf(flow) is { } said ? new TriageView(said.Decision, said.By, said.At, said.Note) : null,
        };
    }

    private static IEnumerable<string> Notes(HistoryTotals seen, DateTimeOffset? deviceChangedAt)
    {
        yield return "The digest shows that nobody has changed the report by accident; it is no signature.";
        if (deviceChangedAt is { } at)
        {
            yield return $"The device said at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC that it is another one or runs another program: nothing from before counts.";
        }

        if (seen.Gaps.Count > 0)
        {
            yield return $"{seen.Gaps.Count} gaps in the recording: what passed in them is not known, and their episodes do not count.";
        }

        long swept = seen.Sweeps.Sum(sweep => sweep.Count.Times);
        if (swept > 0)
        {
            yield return $"{swept:N0} operations belong to sweeps over many addresses; they are shown as they were judged when they passed.";
        }

        if (seen.WithoutData > 0)
        {
            yield return $"{seen.WithoutData:N0} writes were recorded without all of their data and were not judged again.";
        }
    }
}
