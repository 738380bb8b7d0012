using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Replaying;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Whether judging the record again by the live rules gives what was decided live; takes the record and compares.</summary>
public sealed class ParityCheck : IOperationSink
{
    private readonly RuleSet live;
    private readonly DateTimeOffset liveSince;
    private readonly CandidateJudge judge;
    private readonly HashSet<string> comparedReads = new(StringComparer.Ordinal);
    private ReplayedRequest request;
    private bool hasFolded;

    /// <summary>Makes a check that has compared nothing.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="liveSince">Since when these rules are live; reads last seen before were decided by others.</param>
    public ParityCheck(RuleSet live, DateTimeOffset liveSince)
    {
        this.live = live;
        this.liveSince = liveSince;
        judge = new CandidateJudge(live);
    }

    /// <summary>The EURanges of the device, as they are known now. Default: none.</summary>
    public EURangeTable EURanges { init => judge.EURanges = value; }

    /// <summary>Decisions that were compared.</summary>
    public long Checked { get; private set; }

    /// <summary>Of these, how many came out otherwise.</summary>
    public long Different { get; private set; }

    /// <summary>Decisions that rest on what is not recorded: values that reads brought, the exact moments of a burst.</summary>
    public long Unknowable { get; private set; }

    /// <summary>Decisions that other rules made, or none; they are not compared.</summary>
    public long OtherRules { get; private set; }

    /// <summary>The first difference in words; null when there is none.</summary>
    public string? First { get; private set; }

    /// <summary>True when something was compared and all of it came out the same.</summary>
    public bool Holds => Checked > 0 && Different == 0;

    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        this.request = request;
        hasFolded |= request.Recorded?.Times > 1;
        judge.Begin(request);
    }

    /// <inheritdoc/>
    public void Take(in Operation operation) => Note(judge.Judge(operation).Reason);

    /// <inheritdoc/>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces) =>
        Note(judge.Judge(client, operation, namespaces).Reason);

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces) =>
        judge.Learn(client, node, value, namespaces);

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest) => Note(judge.JudgeMalformed(widest).Reason);

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data) => judge.Learn(unit, range, data);

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask) => judge.LearnMask(unit, address, andMask, orMask);

    private static string Word(DecisionReason reason) =>
        reason == DecisionReason.Allowed ? "allowed" : $"refused for its {reason.ToString().ToLowerInvariant()}";

    // Judged in any case: rate windows and known values grow with every operation, whoever decided it.
    private void Note(DecisionReason again)
    {
        if (request.Recorded is { } operation)
        {
            bool isOther = operation.PolicyDigest != live.Policy?.Digest || operation.Reason == DecisionReason.NotJudged;
            Note(isOther, operation.Utc, operation.Reason, again);
        }
        else if (request.Flow is { } flow && comparedReads.Add(flow.Id))
        {
            bool isOther = flow.LastSeen < liveSince || flow.LastReason == DecisionReason.NotJudged;
            Note(isOther, flow.LastSeen, flow.LastReason, again);
        }
    }

    private void Note(bool isOther, DateTimeOffset utc, DecisionReason then, DecisionReason again)
    {
        if (isOther)
        {
            OtherRules++;
        }
        else if (then != again && IsUnknowable(then, again))
        {
            Unknowable++;
        }
        else
        {
            Checked++;
            if (then != again)
            {
                Different++;
                First ??= $"{request.Flow?.Id} at {utc:yyyy-MM-dd HH:mm:ss}Z: {Word(then)} then, {Word(again)} now";
            }
        }
    }

    private bool IsUnknowable(DecisionReason then, DecisionReason again)
    {
        // A max-step measures from the value last known, and what reads returned is not recorded.
        bool isStep = then == DecisionReason.Step || again == DecisionReason.Step;

        // What was known of an EURange then is not recorded.
        bool isRange = then == DecisionReason.EURangeUnknown || again == DecisionReason.EURangeUnknown;

        // Reads are counted without their moments, and equal operations of a second are one record.
        bool isRate = (then == DecisionReason.Rate || again == DecisionReason.Rate) && (hasFolded || request.Recorded is null);

        // Whether a pin could be touched by broken bytes is asked of the whole frame, which is not recorded.
        bool isBroken = request.Flow?.Class == OperationClass.Malformed;
        return isStep || isRange || isRate || isBroken;
    }
}
