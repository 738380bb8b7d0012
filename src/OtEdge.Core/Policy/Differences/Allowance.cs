namespace OtEdge.Core.Policy.Differences;

/// <summary>
/// What one rule allows of one function in one space: every operation within the range that takes each bounded value whole and
/// keeps its bounds. There are no addresses in the range that no operation could touch.
/// </summary>
/// <param name="Figure">The rule.</param>
/// <param name="Range">Addresses; 0 for functions without any.</param>
/// <param name="Bounds">Bounds of values within the range, sorted by address.</param>
internal sealed record Allowance(Figure Figure, AddressRange Range, IReadOnlyList<ValueBound> Bounds)
{
    /// <summary>True when it asks nothing.</summary>
    public bool IsFree => Bounds.Count == 0 && Figure.Rate is null;

    /// <summary>Runs of addresses that are taken whole or not at all: overlapping bounded values.</summary>
    public List<AddressRange> Clusters => ClustersOf(Bounds);

    /// <summary>What a rule allows of a function, apart from pinned addresses.</summary>
    /// <param name="figure">The rule.</param>
    /// <param name="shape">The function.</param>
    /// <param name="file">The file, for file records; otherwise 0.</param>
    /// <param name="pinned">Pinned addresses, sorted.</param>
    public static IEnumerable<Allowance> Of(Figure figure, FunctionShape shape, int file, IReadOnlyList<AddressRange> pinned)
    {
        if (shape.Space == RegisterSpace.None)
        {
            if (pinned.Count == 0)
            {
                yield return new Allowance(figure, new AddressRange(0, 0), []);
            }

            yield break;
        }

        ValueBound[] bounds = shape.Class == OperationClass.Read
            ? []
            : [.. figure.Bounds.Where(bound => bound.Limit.Space == shape.Space
                && !(bound.IsTrivial && !(shape.IsMask && bound.Limit.Layout.Type != ProcessValueType.UInt16)))];
        List<AddressRange> clusters = ClustersOf(bounds);
        foreach (AddressRange range in figure.RangesIn(shape.Space, file).SelectMany(range => Intervals.Minus(range, pinned)))
        {
            AddressRange[] holes =
            [
                .. clusters.Where(cluster => Intervals.Overlap(cluster, range) && (!range.Contains(cluster)
                    || cluster.Last - cluster.First >= shape.CountMax
                    || bounds.Any(bound => cluster.Contains(bound.Addresses) && bound.High < bound.Low))),
            ];
            foreach (AddressRange part in Intervals.Minus(range, holes))
            {
                yield return new Allowance(figure, part, [.. bounds.Where(bound => part.Contains(bound.Addresses))]);
            }
        }
    }

    /// <summary>The same, of a part of the addresses.</summary>
    public Allowance Within(AddressRange part) =>
        new(Figure, part, [.. Bounds.Where(bound => part.Contains(bound.Addresses))]);

    private static List<AddressRange> ClustersOf(IEnumerable<ValueBound> bounds)
    {
        var clusters = new List<AddressRange>();
        foreach (ValueBound bound in bounds)
        {
            AddressRange next = bound.Addresses;
            if (clusters.Count > 0 && next.First <= clusters[^1].Last)
            {
                clusters[^1] = new AddressRange(clusters[^1].First, Math.Max(clusters[^1].Last, next.Last));
            }
            else
            {
                clusters.Add(next);
            }
        }

        return clusters;
    }
}
