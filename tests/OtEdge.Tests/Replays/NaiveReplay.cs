using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Tests.Policy;

namespace OtEdge.Tests.Replays;

/// <summary>Judges operations one by one with the naive rules and keeps every decision as a line of text.</summary>
internal sealed class NaiveReplay(PolicyDocument policy) : IOperationSink
{
    private readonly NaiveRules rules = new(policy);
    private readonly Dictionary<(byte Unit, int Address), int> registers = [];
    private ReplayedRequest request;

    /// <summary>What is not allowed, in the order in which it came.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Operations that each rule allowed.</summary>
    public Dictionary<int, long> Hits { get; } = [];

    public static string Line(string client, in Operation operation, in Decision decision) =>
        $"{client} {operation.Class} {operation.Function} unit {operation.Unit} {operation.Space} {operation.File}:"
        + $"{operation.Address}+{operation.Count} {decision.Reason} {decision.Rule}";

    public void Begin(in ReplayedRequest request) => this.request = request;

    public void Take(in Operation operation)
    {
        Decision decision = Decide(operation);
        if (decision.IsAllowed)
        {
            Hits[decision.Rule] = Hits.GetValueOrDefault(decision.Rule) + 1;
        }
        else
        {
            Refused.Add(Line($"{request.Client.Address}", operation, decision));
        }
    }

    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces) => throw new NotSupportedException("this replay knows Modbus only");

    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces) => throw new NotSupportedException("this replay knows Modbus only");

    public void TakeMalformed(in Operation malformed, in Operation widest)
    {
        Decision decision = Decide(widest);
        Refused.Add(Line(
            $"{request.Client.Address}",
            malformed,
            decision.Reason == DecisionReason.Pinned ? decision : new Decision(DecisionReason.Malformed)));
    }

    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        rules.Learn(unit, range.Space, range.Range.First, range.Range.Last - range.Range.First + 1, data);
        if (range.Space == RegisterSpace.HoldingRegister)
        {
            for (int at = 0; at < data.Length / 2; at++)
            {
                registers[(unit, range.Range.First + at)] = (data[2 * at] << 8) | data[(2 * at) + 1];
            }
        }
    }

    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        if (!registers.TryGetValue((unit, address), out int present) && andMask != 0)
        {
            return;
        }

        int result = (present & andMask) | (orMask & ~andMask & 0xFFFF);
        Learn(unit, new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(address, address)), [(byte)(result >> 8), (byte)(result & 0xFF)]);
    }

    private Decision Decide(in Operation operation) =>
        rules.Decide(operation, request.Client, new JudgingTime(request.Utc.UtcTicks, request.Utc));
}
