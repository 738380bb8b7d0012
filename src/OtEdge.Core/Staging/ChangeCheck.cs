using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging.Checking;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging;

/// <summary>What going from one posture to another would do, computed before anything happens.</summary>
public sealed record ChangeCheck
{
    /// <summary>Which way it goes.</summary>
    public required DifferenceKind Direction { get; init; }

    /// <summary>What clients lose and gain, in lines for people.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>How to split a mixed change, one step each; empty for others.</summary>
    public IReadOnlyList<string> Split { get; init; } = [];

    /// <summary>Steps of the ladder that it takes at once when it takes more than one, in words; empty: one at most.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Rules of a new policy that can never decide anything, in words.</summary>
    public IReadOnlyList<string> Unreachable { get; init; } = [];

    /// <summary>Essential operations that it would refuse.</summary>
    public IReadOnlyList<string> EssentialLost { get; init; } = [];

    /// <summary>True when the conduit carries operations that are declared essential.</summary>
    public bool TouchesEssential { get; init; }

    /// <summary>True when it may refuse something that was forwarded before, or refuse it harder.</summary>
    public bool Tightens => Direction is DifferenceKind.Tightening or DifferenceKind.Mixed;

    /// <summary>Checks what going from one posture to another would do.</summary>
    /// <param name="conduit">The conduit, with what it declares essential.</param>
    /// <param name="from">The posture that holds.</param>
    /// <param name="to">The posture asked for.</param>
    public static ChangeCheck Of(Conduit conduit, RuledPosture from, RuledPosture to)
    {
        PostureDifference difference = PostureDifference.Between(from, to);
        return new ChangeCheck
        {
            Direction = difference.Kind,
            Lines = difference.Lines,
            Split = difference.Split,
            Steps = LadderSteps.Between(from.Posture, to.Posture),
            Unreachable = from.Posture.PolicyDigest == to.Posture.PolicyDigest ? [] : UnreachableRules(to.Policy),
            EssentialLost = EssentialOperations.LostBetween(conduit, from, to),
            TouchesEssential = conduit.Essential.Count > 0,
        };
    }

    private static IReadOnlyList<string> UnreachableRules(PolicyDocument? policy) => policy is null
        ? []
        :
        [
            .. RuleSet.Compile(policy).FindUnreachableRules().Select(rule =>
                $"{policy.Rules[rule.Rule].Id} is covered by {policy.Rules[rule.CoveredBy].Id}"),
        ];
}
