using System.CommandLine;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands;

/// <summary>Options that take one of a few words.</summary>
internal static class WordOption
{
    /// <summary>An option over the names of an enumeration, in snake_case; '-' and ' ' are taken for '_'.</summary>
    public static Option<string?> Make<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = Words.All<T>();
        var option = new Option<string?>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}",
            HelpName = "WORD",
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                string word = text.Replace('-', '_').Replace(' ', '_');
                if (!words.Contains(word))
                {
                    string hint = NearestWord.To(word, words) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                    result.AddError($"{name} '{text}': expected one of {string.Join(", ", words)}{hint}");
                }

                return word;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }
}
