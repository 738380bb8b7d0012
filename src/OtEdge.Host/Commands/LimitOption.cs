using System.CommandLine;

namespace OtEdge.Host.Commands;

/// <summary>The option that bounds a list.</summary>
internal static class LimitOption
{
    private const int Max = 10_000;

    /// <summary>A fresh option.</summary>
    public static Option<int?> Make() => new("--limit")
    {
        Description = "at most so many (default 100)",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (!int.TryParse(text, out int limit) || limit is < 1 or > Max)
            {
                result.AddError($"--limit '{text}': expected a number from 1 to {Max}");
                return null;
            }

            return limit;
        },
    };
}
