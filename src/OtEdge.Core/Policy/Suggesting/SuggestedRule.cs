namespace OtEdge.Core.Policy.Suggesting;

/// <summary>A rule on its way into the text of a policy.</summary>
internal sealed record SuggestedRule
{
    /// <summary>What it is for, such as <c>reads</c> or <c>writes-target-temp</c>; with the client it makes the id.</summary>
    public required string Purpose { get; init; }

    /// <summary>The client in the words of `clients:`.</summary>
    public required string Client { get; init; }

    /// <summary>Units, ascending.</summary>
    public required IReadOnlyList<byte> Units { get; init; }

    /// <summary>Words of `allow:`.</summary>
    public required IReadOnlyList<string> Allow { get; init; }

    /// <summary>Ranges by space and address.</summary>
    public required IReadOnlyList<SuggestedRange> Ranges { get; init; }

    /// <summary>Limits of written values, by address.</summary>
    public IReadOnlyList<SuggestedValue> Values { get; init; } = [];

    /// <summary>Everything seen that the rule was made for.</summary>
    public required IReadOnlyList<ObservedFlow> Flows { get; init; }

    /// <summary>True when somebody must answer for it.</summary>
    public bool NeedsOwner { get; init; }

    /// <summary>What tells rules apart that may be one: what they allow and where, but for the unit.</summary>
    public string Shape => string.Join(
        '|',
        Client,
        Purpose,
        string.Join(',', Allow),
        string.Join(',', Ranges.Select(range => $"{range.Range.Space}:{range.Range.File}:{range.Range.Range}")),
        string.Join(',', Values.Select(value => value.Tag)));

    /// <summary>True when it allows every operation of a flow that it was not made for.</summary>
    public bool Covers(ObservedFlow flow, string word) =>
        Units.Contains(flow.Unit)
        && Allow.Contains(word)
        && (!flow.HasAddresses || Ranges.Any(range => range.Range.Space == flow.Space && range.Range.File == flow.File
            && range.Range.Range.Contains(flow.Range)))
        && Values.All(value => IsWithin(value, flow));

    private static bool IsWithin(SuggestedValue value, ObservedFlow flow)
    {
        if (value.Address > flow.Range.Last || value.Address + value.Layout.Width <= flow.Address)
        {
            return true;
        }

        ValueBand words = value.Layout.Type == ProcessValueType.Int16 ? flow.SignedWords : flow.UnsignedWords;
        return flow.WritesOneWord && value.Tag is null && words.Min >= value.Allowed.Min && words.Max <= value.Allowed.Max;
    }
}
