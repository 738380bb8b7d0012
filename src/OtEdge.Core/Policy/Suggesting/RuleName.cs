using System.Text;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Makes ids of rules that say who does what.</summary>
internal static class RuleName
{
    // Ids of rules have at most 64 letters; a number that tells equal ones apart needs some.
    private const int LettersMax = 56;
    private const int UnitsMax = 4;

    /// <summary>Such as <c>scada-1-reads</c> or <c>client-10-20-0-40-writes-coils-unit-3</c>, different from those taken.</summary>
    public static string Of(string client, SuggestedRule rule, bool isOnly, HashSet<string> taken)
    {
        bool isAddress = client.Contains(':') || System.Net.IPAddress.TryParse(client, out _);
        return Of(Plain((isAddress ? "client-" : "") + client + "-" + rule.Purpose + (isOnly ? "" : UnitText(rule.Units))), taken);
    }

    /// <summary>Such as <c>mes-reads</c>, different from those taken.</summary>
    public static string Of(string client, string purpose, HashSet<string> taken)
    {
        bool isAddress = client.Contains(':') || System.Net.IPAddress.TryParse(client.Split('-')[0], out _);
        return Of(Plain((isAddress ? "client-" : "") + client + "-" + purpose), taken);
    }

    private static string Of(string name, HashSet<string> taken)
    {
        if (taken.Add(name))
        {
            return name;
        }

        int number = 2;
        while (!taken.Add($"{name}-{number}"))
        {
            number++;
        }

        return $"{name}-{number}";
    }

    private static string UnitText(IReadOnlyList<byte> units) => units.Count switch
    {
        1 => $"-unit-{units[0]}",
        <= UnitsMax => $"-units-{string.Join('-', units)}",
        _ => $"-units-{units[0]}-to-{units[^1]}",
    };

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (char character in text)
        {
            bool isPlain = char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
            plain.Append(isPlain && !(character == '.' && text.StartsWith("client-", StringComparison.Ordinal)) ? character : '-');
        }

        return plain.Length <= LettersMax ? plain.ToString() : plain.ToString(0, LettersMax);
    }
}
