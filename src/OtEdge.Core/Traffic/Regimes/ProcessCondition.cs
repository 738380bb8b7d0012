namespace OtEdge.Core.Traffic.Regimes;

/// <summary>A condition over process values.</summary>
/// <param name="AnyOf">It holds when every test of one group holds.</param>
public sealed record ProcessCondition(IReadOnlyList<IReadOnlyList<TagTest>> AnyOf)
{
    /// <summary>Whether it holds; null when what is not known could change the answer.</summary>
    /// <param name="recall">The present reading of a tag; null when it is not known or too old.</param>
    public bool? Holds(Func<string, TagReading?> recall)
    {
        bool? any = false;
        foreach (IReadOnlyList<TagTest> group in AnyOf)
        {
            bool? all = true;
            foreach (TagTest test in group)
            {
                all = And(all, test.Holds(recall(test.Tag)));
            }

            any = Or(any, all);
        }

        return any;
    }

    private static bool? And(bool? left, bool? right) => left & right;

    private static bool? Or(bool? left, bool? right) => left | right;
}
