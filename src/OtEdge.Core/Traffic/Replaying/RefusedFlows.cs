using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Folds operations that a policy says no to; bounded.</summary>
/// <param name="policy">The policy that says no.</param>
/// <param name="flowsMax">Most flows; operations of others are only counted.</param>
internal sealed class RefusedFlows(PolicyDocument? policy, int flowsMax)
{
    private const int ValuesMax = 5;
    private readonly Dictionary<Key, Folded> flows = [];

    /// <summary>Operations for whose flow there was no more room.</summary>
    public long NotListed { get; private set; }

    /// <summary>The flows, most often seen first; equal ones in a fixed order.</summary>
    public IReadOnlyList<ReplayedFlow> All =>
    [
        .. flows
            .Select(pair => pair.Value.ToFlow(pair.Key))
            .OrderByDescending(flow => flow.Times)
            .ThenBy(flow => flow.FirstSeen)
            .ThenBy(flow => flow.Client.ToString(), StringComparer.Ordinal)
            .ThenBy(flow => flow.Unit)
            .ThenBy(flow => flow.Function.Code)
            .ThenBy(flow => flow.Function.Sub)
            .ThenBy(flow => flow.Space)
            .ThenBy(flow => flow.File)
            .ThenBy(flow => flow.Address)
            .ThenBy(flow => flow.Count),
    ];

    /// <summary>Takes one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="decision">What the policy says.</param>
    /// <param name="request">Who asked, and when.</param>
    /// <param name="isOtherwise">True when the other policy says otherwise.</param>
    public void Add(in Operation operation, in Decision decision, in ReplayedRequest request, bool isOtherwise)
    {
        var key = new Key(
            request.Client.Address,
            operation.Class,
            operation.Function,
            (operation.Unit, operation.Space, operation.File, operation.Address, operation.Count),
            (decision with { Notes = DecisionNotes.None }, null));
        if (!flows.TryGetValue(key, out Folded? folded))
        {
            if (flows.Count >= flowsMax)
            {
                NotListed += request.Times;
                return;
            }

            folded = new Folded { Text = DecisionText.Of(policy, operation, decision), First = request.FirstUtc ?? request.Utc };
            flows.Add(key, folded);
        }

        folded.Add(request, isOtherwise);
        if (folded.Values.Count < ValuesMax
            && ValueText.Written(policy, operation, decision) is { } value && !folded.Values.Contains(value))
        {
            folded.Values.Add(value);
        }
    }

    /// <summary>Takes one OPC UA operation.</summary>
    /// <param name="asked">Who asks what, and the written value in words; null: none.</param>
    /// <param name="decision">What the policy says.</param>
    /// <param name="request">When.</param>
    /// <param name="isOtherwise">True when the other policy says otherwise.</param>
    public void Add((NodeDeed Deed, string? Value) asked, in Decision decision, in ReplayedRequest request, bool isOtherwise)
    {
        (NodeDeed deed, string? value) = asked;
        var key = new Key(
            request.Client.Address, deed.Class, default, default, (decision with { Notes = DecisionNotes.None }, NodeFact.Of(deed)));
        if (!flows.TryGetValue(key, out Folded? folded))
        {
            if (flows.Count >= flowsMax)
            {
                NotListed += request.Times;
                return;
            }

            folded = new Folded { Text = NodeDecisionText.Of(policy, deed, value, decision), First = request.FirstUtc ?? request.Utc };
            flows.Add(key, folded);
        }

        folded.Add(request, isOtherwise);
        if (value is not null && folded.Values.Count < ValuesMax && !folded.Values.Contains(value))
        {
            folded.Values.Add(value);
        }
    }

    private sealed class Folded
    {
        private long times;
        private long timesOtherwise;
        private DateTimeOffset last = DateTimeOffset.MinValue;
        private Dictionary<string, long>? regimes;

        public required string Text { get; init; }

        public required DateTimeOffset First { get; set; }

        public List<string> Values { get; } = [];

        public void Add(in ReplayedRequest request, bool isOtherwise)
        {
            DateTimeOffset began = request.FirstUtc ?? request.Utc;
            First = began < First ? began : First;
            last = request.Utc > last ? request.Utc : last;
            times += request.Times;
            timesOtherwise += isOtherwise ? request.Times : 0;
            if (request.Episode?.Regime is { } regime)
            {
                regimes ??= [];
                regimes[regime] = regimes.GetValueOrDefault(regime) + request.Times;
            }
        }

        public ReplayedFlow ToFlow(Key key) => new()
        {
            Client = key.Client,
            Class = key.Class,
            Function = key.Function,
            Unit = key.Target.Unit,
            Space = key.Target.Space,
            File = key.Target.File,
            Address = key.Target.Address,
            Count = key.Target.Count,
            Decision = key.Said.Decision,
            Node = key.Said.Node,
            Values = Values,
            Times = times,
            TimesOtherwise = timesOtherwise,
            FirstSeen = First,
            LastSeen = last,
            Regimes = regimes ?? [],
            Text = Text,
        };
    }

    private readonly record struct Key(
        IPAddress Client,
        OperationClass Class,
        FunctionId Function,
        (byte Unit, RegisterSpace Space, int File, int Address, int Count) Target,
        (Decision Decision, NodeFact? Node) Said);
}
