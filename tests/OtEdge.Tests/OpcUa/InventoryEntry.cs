using System.Globalization;
using System.Text.RegularExpressions;

namespace OtEdge.Tests.OpcUa;

/// <summary>What the inventory of the captures says of one of them.</summary>
internal sealed partial record InventoryEntry(string Name, ushort[] Ports, int Streams)
{
    public required Dictionary<string, int> Types { get; init; }

    public required Dictionary<string, int> Chunks { get; init; }

    public required int LongestBytes { get; init; }

    public required string[] Policies { get; init; }

    public required Dictionary<string, int> Requests { get; init; }

    /// <summary>True when every message can be read without keys.</summary>
    public bool IsClear => Policies.All(policy => policy == "None");

    public static IEnumerable<InventoryEntry> ReadAll(string text)
    {
        foreach (Match match in Entry().Matches(text))
        {
            yield return new InventoryEntry(
                match.Groups["name"].Value,
                [.. match.Groups["ports"].Value.Split(',').Select(port => ushort.Parse(port, CultureInfo.InvariantCulture))],
                Number(match.Groups["streams"].Value))
            {
                Types = Counts(match.Groups["types"].Value, Pair()),
                Chunks = Counts(match.Groups["chunks"].Value, Pair()),
                LongestBytes = Number(match.Groups["max"].Value),
                Policies = [.. Quoted().Matches(match.Groups["policies"].Value).Select(policy => policy.Groups[1].Value)],
                Requests = Counts(match.Groups["requests"].Value, Times()),
            };
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, int> Counts(string text, Regex pair) =>
        pair.Matches(text).ToDictionary(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));

    [GeneratedRegex(@"^\#\# (?<name>\S+) \d+ port (?<ports>[\d,]+) streams (?<streams>\d+) types \{(?<types>[^}]*)\} chunks \{(?<chunks>[^}]*)\} max (?<max>\d+) policies \[(?<policies>[^\]]*)\]\n[ ]+(?<requests>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"'(\w+)': (\d+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(\w+?)x(\d+)")]
    private static partial Regex Times();
}
