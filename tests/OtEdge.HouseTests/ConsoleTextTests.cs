using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>A second language of the console is one file, so its pages hold no words of their own.</summary>
public sealed partial class ConsoleTextTests
{
    [Fact]
    public void Pages_of_the_console_take_every_word_from_the_texts()
    {
        string[] pages = [.. Repository.Files.Where(file => file.StartsWith("src/OtEdge.Console/web/src/", StringComparison.Ordinal) && file.EndsWith(".tsx", StringComparison.Ordinal))];
        Assert.True(pages.Length > 15, $"only {pages.Length} pages were found");
        Violations.None(
            from page in pages
            from words in WordsIn(Repository.Text(page))
            select $"{page}: \"{words}\" belongs into texts.ts");
    }

    [Theory]
    [InlineData("<p>Hello there</p>", "Hello there")]
    [InlineData("<p>{count} times</p>", "times")]
    [InlineData("<input placeholder=\"Filter\" />", "Filter")]
    [InlineData("<p>{t.none}</p>", null)]
    [InlineData("const a = useState<string>(\"x\");", null)]
    [InlineData("if (a > b && c < d) {", null)]
    [InlineData("<dd>{us} <small>us</small></dd>", null)]
    public void Words_are_told_from_code(string text, string? words) => Assert.Equal(words, WordsIn(text).FirstOrDefault());

    private static IEnumerable<string> WordsIn(string text) =>
        Between().Matches(text).Concat(Attribute().Matches(text)).Select(match => match.Groups[1].Value.Trim());

    // Text right before a closing tag; units of two letters are the same in every language.
    [GeneratedRegex(@"[>}]([^<>{}=;()""]*[A-Za-z]{3,}[^<>{}=;()""]*)</[a-z]")]
    private static partial Regex Between();

    [GeneratedRegex(@"\b(?:aria-label|title|placeholder|label|alt|go|explain)=""([^""]*[A-Za-z]{3,}[^""]*)""")]
    private static partial Regex Attribute();
}
