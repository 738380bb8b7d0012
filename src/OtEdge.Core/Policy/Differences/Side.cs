using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>One of the two policies, prepared for comparing.</summary>
internal sealed class Side
{
    private readonly ILookup<int, Figure> rulesByList;
    private readonly ILookup<int, Figure> pinsByList;
    private readonly Dictionary<Figure, Figure[]> meetingByFigure = [];

    /// <summary>Prepares a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="clients">Numbers the client lists of both policies.</param>
    /// <param name="units">The groups of units of both.</param>
    /// <param name="functions">The groups of functions of both.</param>
    public Side(PolicyDocument policy, ClientIndex clients, UnitGroups units, FunctionGroups functions)
    {
        Rules = RuleSet.Compile(policy);
        AllowsSpan = policy.AllowSpan;
        rulesByList = policy.Rules
            .Select((rule, index) => new Figure(Reach.Of(rule, index), units, functions, rule) { List = clients.NumberOf(rule.Clients) })
            .ToLookup(figure => figure.List);
        pinsByList = policy.Pinned
            .SelectMany(Reach.Of)
            .Select(reach => new Figure(reach, units, functions, rule: null) { List = clients.NumberOf(reach.Clients) })
            .ToLookup(figure => figure.List);
    }

    /// <summary>The compiled policy, which decides about witnesses.</summary>
    public RuleSet Rules { get; }

    /// <summary>True when several rules may cover one operation together.</summary>
    public bool AllowsSpan { get; }

    /// <summary>The rules for some clients, in file order.</summary>
    public Figure[] RulesFor(ClientGroup group) => For(rulesByList, group);

    /// <summary>The pins for some clients, in file order.</summary>
    public Figure[] PinsFor(ClientGroup group) => For(pinsByList, group);

    /// <summary>The rules that may have to do with the addresses of another policy's rule, in file order.</summary>
    public Figure[] MeetingOf(Figure figure, Effort effort)
    {
        if (!meetingByFigure.TryGetValue(figure, out Figure[]? meeting))
        {
            effort.Take(Rules.RuleCount);
            meeting = [.. rulesByList.SelectMany(list => list).Where(figure.MayMeetOnAddresses).OrderBy(other => other.Index)];
            meetingByFigure.Add(figure, meeting);
        }

        return meeting;
    }

    private static Figure[] For(ILookup<int, Figure> byList, ClientGroup group) =>
        [.. group.Lists.Prepend(ClientIndex.AnyClient).SelectMany(list => byList[list]).OrderBy(figure => figure.Index)];
}
