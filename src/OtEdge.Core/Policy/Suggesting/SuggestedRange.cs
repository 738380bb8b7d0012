namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Whole requests that touch or overlap, as one range.</summary>
/// <param name="Range">From the first address of any to the last of any.</param>
/// <param name="Flows">The requests; empty for nothing that has addresses.</param>
internal sealed record SuggestedRange(SpaceRange Range, IReadOnlyList<ObservedFlow> Flows)
{
    /// <summary>How often its requests were seen.</summary>
    public long Times => Flows.Sum(flow => flow.Times);

    /// <summary>Joins flows whose ranges touch or overlap; a gap stays a gap, however small.</summary>
    public static IReadOnlyList<SuggestedRange> Join(IEnumerable<ObservedFlow> flows)
    {
        var joined = new List<SuggestedRange>();
        IEnumerable<ObservedFlow> sorted = flows
            .Where(flow => flow.HasAddresses)
            .OrderBy(flow => flow.Space).ThenBy(flow => flow.File).ThenBy(flow => flow.Address).ThenBy(flow => flow.Count);
        foreach (ObservedFlow flow in sorted)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Touches(flow))
            {
                var range = new AddressRange(last.Range.Range.First, Math.Max(last.Range.Range.Last, flow.Range.Last));
                joined[^1] = new SuggestedRange(last.Range with { Range = range }, [.. last.Flows, flow]);
            }
            else
            {
                joined.Add(new SuggestedRange(new SpaceRange(flow.Space, flow.Range, flow.File), [flow]));
            }
        }

        return joined;
    }

    private bool Touches(ObservedFlow flow) =>
        Range.Space == flow.Space && Range.File == flow.File && flow.Address <= Range.Range.Last + 1;
}
