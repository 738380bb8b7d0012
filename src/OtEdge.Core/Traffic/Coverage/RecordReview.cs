using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Replaying;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>What rules would have done to recorded traffic, flow by flow and episode by episode.</summary>
public sealed class RecordReview : IOperationSink
{
    private readonly Dictionary<string, RefusedTimes> refused = new(StringComparer.Ordinal);
    private readonly RuleSet rules;
    private readonly CandidateJudge judge;
    private ReplayedRequest request;
    private IReadOnlyList<ReviewedFlow>? sorted;

    /// <summary>Makes a review that has seen nothing.</summary>
    /// <param name="rules">The rules.</param>
    public RecordReview(RuleSet rules)
    {
        this.rules = rules;
        judge = new CandidateJudge(rules);
    }

    /// <summary>The EURanges of the device, as they are known now. Default: none.</summary>
    public EURangeTable EURanges { init => judge.EURanges = value; }

    /// <summary>Operations that were judged.</summary>
    public long Operations { get; private set; }

    /// <summary>Of these and of sweeps, operations that are not allowed.</summary>
    public long Refused { get; private set; }

    /// <summary>Operations of sweeps: they have no addresses any more, so what was said of them live stands.</summary>
    public long Sweeps { get; private set; }

    /// <summary>Flows of which something would be refused, most often first.</summary>
    public IReadOnlyList<ReviewedFlow> Flows => sorted ??=
    [
        .. refused.Values
            .Select(refusals => refusals.ToFlow())
            .OrderByDescending(flow => flow.Times)
            .ThenBy(flow => flow.Flow.Id, StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        this.request = request;
        judge.Begin(request);
    }

    /// <inheritdoc/>
    public void Take(in Operation operation) => Note(operation, judge.Judge(operation));

    /// <inheritdoc/>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
    {
        Decision decision = judge.Judge(client, operation, namespaces);
        string? text = IsNews(decision)
            ? NodeDecisionText.Of(
                rules.Policy, NodeDeed.Of(operation, client, namespaces), NodeValueText.WithType(operation.Value), decision)
            : null;
        Note(decision, text);
    }

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces) =>
        judge.Learn(client, node, value, namespaces);

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest) => Note(malformed, judge.JudgeMalformed(widest));

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data) => judge.Learn(unit, range, data);

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask) => judge.LearnMask(unit, address, andMask, orMask);

    /// <summary>Takes a sweep as it was judged when it passed.</summary>
    public void TakeSweep(SweptTimes sweep)
    {
        Sweeps += sweep.Count.Times;
        long no = sweep.Count.WouldBeRefused + sweep.Count.Refused;
        if (no > 0)
        {
            DateTimeOffset first = sweep.Flow.FirstSeen > sweep.Episode.From ? sweep.Flow.FirstSeen : sweep.Episode.From;
            DateTimeOffset last = sweep.Episode.To is { } to && to < sweep.Flow.LastSeen ? to : sweep.Flow.LastSeen;
            RefusalsOf(sweep.Flow, new Decision(sweep.Flow.LastReason), "a sweep over many addresses, judged when it passed")
                .Add(no, first, last, sweep.Episode);
            Refused += no;
        }
    }

    private void Note(in Operation operation, in Decision decision) =>
        Note(decision, IsNews(decision) ? DecisionText.Of(rules.Policy, operation, decision) : null);

    private bool IsNews(in Decision decision) =>
        !decision.IsAllowed && request.Flow is not null && !refused.ContainsKey(request.Flow.Id);

    private void Note(in Decision decision, string? text)
    {
        Operations += request.Times;
        if (decision.IsAllowed)
        {
            return;
        }

        Refused += request.Times;
        if (request.Flow is { } flow)
        {
            RefusalsOf(flow, decision, text).Add(request.Times, request.FirstUtc ?? request.Utc, request.Utc, request.Episode);
        }
    }

    private RefusedTimes RefusalsOf(Flow flow, in Decision decision, string? text)
    {
        sorted = null;
        if (!refused.TryGetValue(flow.Id, out RefusedTimes? refusals))
        {
            refused.Add(flow.Id, refusals = new RefusedTimes(flow, decision, text ?? ""));
        }

        return refusals;
    }
}
