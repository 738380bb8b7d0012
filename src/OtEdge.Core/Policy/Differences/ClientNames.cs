namespace OtEdge.Core.Policy.Differences;

/// <summary>Names groups of clients as the policies do.</summary>
internal sealed class ClientNames
{
    private const int NamesMax = 6;

    private readonly int groupCount;
    private readonly HashSet<ClientGroup> unnamed;
    private readonly List<(string Name, HashSet<ClientGroup> Groups)> names = [];

    /// <summary>Learns the names.</summary>
    /// <param name="groups">Every group.</param>
    /// <param name="selectors">Every selector of both policies.</param>
    public ClientNames(IReadOnlyList<ClientGroup> groups, IEnumerable<ClientSelector> selectors)
    {
        groupCount = groups.Count;
        unnamed = [.. groups.Where(group => group.Lists.Length == 0)];
        foreach (ClientSelector selector in selectors.DistinctBy(selector => (selector.Text, selector.CanonicalText)))
        {
            HashSet<ClientGroup> named = [.. groups.Where(group => selector.Matches(new ClientIdentity(group.Address)))];
            if (named.Count > 0)
            {
                names.Add((selector.Text, named));
            }
        }

        names.Sort((a, b) => b.Groups.Count.CompareTo(a.Groups.Count));
    }

    /// <summary>Such as <c>scada-1, mes</c>, <c>any client</c> or <c>any client but scada-1</c>.</summary>
    public string Of(IReadOnlySet<ClientGroup> groups)
    {
        if (groups.Count == groupCount)
        {
            return "any client";
        }

        if (unnamed.Count > 0 && groups.IsSupersetOf(unnamed))
        {
            HashSet<ClientGroup> others = [.. names.SelectMany(name => name.Groups).Where(group => !groups.Contains(group))];
            return $"any client but {Listed(others)}";
        }

        return Listed(groups);
    }

    private string Listed(IReadOnlySet<ClientGroup> groups)
    {
        var left = new HashSet<ClientGroup>(groups);
        var said = new List<string>();
        foreach ((string name, HashSet<ClientGroup> named) in names)
        {
            if (named.IsSubsetOf(groups) && named.Overlaps(left))
            {
                said.Add(name);
                left.ExceptWith(named);
            }
        }

        // A part of a network that has no name of its own is known by one address in it.
        said.AddRange(left.Select(group => $"clients like {group.Address}"));
        return said.Count <= NamesMax
            ? string.Join(", ", said)
            : $"{string.Join(", ", said.Take(NamesMax))} and {said.Count - NamesMax} more";
    }
}
