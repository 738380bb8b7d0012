using System.CommandLine;
using System.CommandLine.Parsing;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands;

/// <summary>Options that take a duration as the settings write it: <c>500ms</c>, <c>5s</c>, <c>10m</c>, <c>8h</c>, <c>7d</c>.</summary>
internal static class DurationOption
{
    /// <summary>An option; without it its value is null.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="description">For help.</param>
    /// <param name="min">Shortest duration that is taken.</param>
    public static Option<TimeSpan?> Make(string name, string description, TimeSpan min = default) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => Parse(name, result, min),
    };

    private static TimeSpan? Parse(string name, ArgumentResult result, TimeSpan min)
    {
        string text = result.Tokens.Single().Value;
        if (!DurationText.TryParse(text, out var duration))
        {
            result.AddError($"{name} '{text}': expected a duration such as 500ms, 5s, 10m, 8h or 7d");
            return null;
        }

        if (duration < min)
        {
            result.AddError($"{name} '{text}': expected at least {DurationText.Of(min)}");
            return null;
        }

        return duration;
    }
}
