namespace OtEdge.Core.Policy.Differences;

/// <summary>What a policy allows one client of one function on one unit: a proof that it allows all of something, or none.</summary>
/// <param name="allowances">What its rules allow.</param>
/// <param name="countMax">Most addresses that one operation touches.</param>
/// <param name="spans">True when its rules may cover an operation together.</param>
internal sealed class Cover(IReadOnlyList<Allowance> allowances, int countMax, bool spans)
{
    private readonly List<AddressRange> free = spans
        ? Intervals.Union(Frees(allowances))
        : Intervals.MergedFor(countMax, Frees(allowances));

    private readonly Allowance[] conditional = [.. allowances.Where(allowance => !allowance.IsFree)];

    /// <summary>Addresses that some rule reaches.</summary>
    public List<AddressRange> Reached { get; } = Intervals.Union(allowances.Select(allowance => allowance.Range));

    /// <summary>Every allowance.</summary>
    public IReadOnlyList<Allowance> Allowances => allowances;

    /// <summary>The parts of an allowance that are not surely allowed.</summary>
    /// <param name="allowance">What another policy allows.</param>
    /// <param name="rateHolds">Whether a rated rule lets its operations through as often.</param>
    public IEnumerable<Allowance> Uncovered(Allowance allowance, Func<Figure, Figure, bool> rateHolds)
    {
        if (Covers(allowance, rateHolds))
        {
            return [];
        }

        // Where no operation can tell, or rules cover together, the pieces may be proved one by one.
        return countMax <= 1 || spans
            ? Pieces(allowance).Where(piece => !Covers(piece, rateHolds))
            : [allowance];
    }

    /// <summary>True when an operation on these addresses is surely allowed, whatever it writes.</summary>
    public bool IsFree(AddressRange range) => free.Exists(whole => whole.Contains(range));

    private static IEnumerable<AddressRange> Frees(IEnumerable<Allowance> allowances) =>
        allowances.Where(allowance => allowance.IsFree).Select(allowance => allowance.Range);

    private bool Covers(Allowance allowance, Func<Figure, Figure, bool> rateHolds) =>
        IsFree(allowance.Range)
        || conditional.Any(candidate =>
            candidate.Range.Contains(allowance.Range)
            && candidate.Bounds.All(bound => !Intervals.Overlap(bound.Addresses, allowance.Range)
                || allowance.Bounds.Any(own => own.Implies(bound)))
            && (candidate.Figure.Rate is null || rateHolds(allowance.Figure, candidate.Figure)));

    private IEnumerable<Allowance> Pieces(Allowance allowance)
    {
        List<AddressRange> clusters = allowance.Clusters;
        int[] cuts =
        [
            .. allowances.SelectMany(other => new[] { other.Range.First, other.Range.Last + 1 })
                .Where(cut => cut > allowance.Range.First && cut <= allowance.Range.Last
                    && !clusters.Exists(cluster => cluster.First < cut && cut <= cluster.Last))
                .Distinct().Order(),
        ];
        int first = allowance.Range.First;
        foreach (int cut in cuts.Append(allowance.Range.Last + 1))
        {
            yield return allowance.Within(new AddressRange(first, cut - 1));
            first = cut;
        }
    }
}
