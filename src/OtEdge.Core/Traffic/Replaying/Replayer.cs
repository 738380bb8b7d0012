using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>
/// Judges traffic that has passed by a candidate, as the conduit would have: the same rules, operation by operation in the order
/// of time, with a memory that begins empty. Another policy, usually the live one, may be judged beside it.
/// </summary>
/// <remarks>Nothing is refused in a replay, so values of writes that a candidate says no to count as known all the same.</remarks>
public sealed class Replayer : IOperationSink
{
    /// <summary>Most flows of a report.</summary>
    public const int FlowsMax = 10_000;

    private readonly RuleSet candidate;
    private readonly CandidateJudge judge;
    private readonly CandidateJudge? other;
    private readonly RefusedFlows refused;
    private readonly RefusedFlows newlyAllowed;
    private readonly SortedDictionary<string, (long Requests, long Refused)> regimes = new(StringComparer.Ordinal);
    private ReplayedRequest request;
    private bool isOpen;
    private bool isRefused;
    private bool isRefusedByOther;
    private long requests;
    private long operations;
    private long wouldBeRefused;
    private long onlyCandidate;
    private long onlyOther;
    private DateTimeOffset? from;
    private DateTimeOffset? to;

    /// <summary>Makes a replayer.</summary>
    /// <param name="candidate">The rules to try.</param>
    /// <param name="other">Rules to compare them with; null: none.</param>
    public Replayer(RuleSet candidate, RuleSet? other = null)
    {
        this.candidate = candidate;
        judge = new CandidateJudge(candidate);
        this.other = other is null ? null : new CandidateJudge(other);
        refused = new RefusedFlows(candidate.Policy, FlowsMax);
        newlyAllowed = new RefusedFlows(other?.Policy, FlowsMax);
    }

    /// <summary>The EURanges of the device, as they are known now. Default: none.</summary>
    public EURangeTable EURanges
    {
        init
        {
            judge.EURanges = value;
            if (other is not null)
            {
                other.EURanges = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        End();
        this.request = request;
        judge.Begin(request);
        other?.Begin(request);
        isOpen = true;
    }

    /// <inheritdoc/>
    public void Take(in Operation operation)
    {
        Decision decision = judge.Judge(operation);
        Decision? otherDecision = other?.Judge(operation);
        Note(operation, decision, otherDecision);
    }

    /// <inheritdoc/>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
    {
        Decision decision = judge.Judge(client, operation, namespaces);
        Decision? otherDecision = other?.Judge(client, operation, namespaces);
        if (Note(decision, otherDecision) is { } list)
        {
            bool isRefusal = list == refused;
            list.Add(
                (NodeDeed.Of(operation, client, namespaces), NodeValueText.WithType(operation.Value)),
                isRefusal ? decision : otherDecision!.Value,
                request,
                isOtherwise: !isRefusal || otherDecision?.IsAllowed == true);
        }
    }

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
    {
        judge.Learn(client, node, value, namespaces);
        other?.Learn(client, node, value, namespaces);
    }

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest)
    {
        Decision decision = judge.JudgeMalformed(widest);
        Decision? otherDecision = other?.JudgeMalformed(widest);
        Note(malformed, decision, otherDecision);
    }

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        judge.Learn(unit, range, data);
        other?.Learn(unit, range, data);
    }

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        judge.LearnMask(unit, address, andMask, orMask);
        other?.LearnMask(unit, address, andMask, orMask);
    }

    /// <summary>What came of it; call it once, at the end.</summary>
    public ReplayReport Finish()
    {
        End();
        return new ReplayReport
        {
            Policy = candidate.Policy ?? new PolicyDocument { Name = "", Protocol = Zones.ConduitProtocol.ModbusTcp },
            Requests = requests,
            Operations = operations,
            WouldBeRefused = wouldBeRefused,
            From = from,
            To = to,
            Rules = judge.Rules,
            Pins = judge.Pins,
            Shadowed = candidate.FindUnreachableRules(),
            Flows = refused.All,
            OperationsNotListed = refused.NotListed,
            Regimes = [.. regimes.Select(pair => new ReplayedRegime(pair.Key, pair.Value.Requests, pair.Value.Refused))],
            Difference = other is null ? null : new ReplayDifference
            {
                NewlyRefused = onlyCandidate,
                NewlyAllowed = onlyOther,
                NewlyAllowedFlows = newlyAllowed.All,
            },
        };
    }

    private void Note(in Operation operation, in Decision decision, in Decision? otherDecision)
    {
        if (Note(decision, otherDecision) is { } list)
        {
            bool isRefusal = list == refused;
            list.Add(operation, isRefusal ? decision : otherDecision!.Value, request, isOtherwise: !isRefusal || otherDecision?.IsAllowed == true);
        }
    }

    // Where the operation is to be listed; null: nowhere.
    private RefusedFlows? Note(in Decision decision, in Decision? otherDecision)
    {
        operations += request.Times;
        bool allows = decision.IsAllowed;
        bool otherAllows = otherDecision?.IsAllowed ?? allows;
        isRefused |= !allows;
        isRefusedByOther |= !otherAllows;
        return !allows ? refused : !otherAllows ? newlyAllowed : null;
    }

    private void End()
    {
        if (!isOpen)
        {
            return;
        }

        long times = request.Times;
        requests += times;
        wouldBeRefused += isRefused ? times : 0;
        onlyCandidate += isRefused && !isRefusedByOther ? times : 0;
        onlyOther += isRefusedByOther && !isRefused ? times : 0;
        DateTimeOffset began = request.FirstUtc ?? request.Utc;
        from = from < began ? from : began;
        to = to > request.Utc ? to : request.Utc;
        if (request.Episode?.Regime is { } regime)
        {
            (long seen, long no) = regimes.GetValueOrDefault(regime);
            regimes[regime] = (seen + times, no + (isRefused ? times : 0));
        }

        isOpen = false;
        isRefused = false;
        isRefusedByOther = false;
    }
}
