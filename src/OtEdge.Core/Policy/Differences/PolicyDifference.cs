using OtEdge.Core.Policy.Nodes.Differences;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Differences;

/// <summary>
/// What clients lose and gain by going from one policy to another, each operation judged in the same situation: the same last
/// known values and the same uses of its rate so far. Nothing that is lost or gained is ever missed; what cannot be told exactly is
/// listed, and says so.
/// </summary>
/// <param name="Losses">What the new policy refuses and the old one did not.</param>
/// <param name="Gains">What the new policy allows and the old one did not.</param>
public sealed record PolicyDifference(IReadOnlyList<DifferenceEntry> Losses, IReadOnlyList<DifferenceEntry> Gains)
{
    /// <summary>No difference.</summary>
    public static PolicyDifference None { get; } = new([], []);

    /// <summary>True when there is more to compare than the bounds of the comparison allow; the lists are then empty.</summary>
    public bool IsTooDifferent { get; init; }

    /// <summary>Which way it goes.</summary>
    public DifferenceKind Kind => IsTooDifferent ? DifferenceKind.Mixed : (Losses.Count > 0, Gains.Count > 0) switch
    {
        (false, false) => DifferenceKind.Same,
        (true, false) => DifferenceKind.Tightening,
        (false, true) => DifferenceKind.Loosening,
        _ => DifferenceKind.Mixed,
    };

    /// <summary>The difference in lines for people, losses first.</summary>
    public IEnumerable<string> Lines => IsTooDifferent
        ? ["the policies are too different to compare line by line; take it as losing and gaining"]
        : [.. Losses.Select(entry => entry.Text("loses")), .. Gains.Select(entry => entry.Text("gains"))];

    /// <summary>Compares two policies of one protocol.</summary>
    /// <param name="before">The old policy; null: none, which allows and pins nothing.</param>
    /// <param name="after">The new policy; null: none.</param>
    public static PolicyDifference Between(PolicyDocument? before, PolicyDocument? after)
    {
        if (before == after || (before is not null && after is not null && PolicyDocumentJson.Digest(before) == PolicyDocumentJson.Digest(after)))
        {
            return None;
        }

        return (before ?? after)!.Protocol == ConduitProtocol.OpcUa
            ? new NodeComparison(before, after).Compare()
            : new PolicyComparison(before, after).Compare();
    }
}
