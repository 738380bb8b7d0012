using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>What the documents name exists, and they speak of no one's machine.</summary>
public sealed partial class DocumentTests
{
    private static readonly Lazy<HashSet<string>> Words = new(() =>
        [.. Repository.Sources.SelectMany(source => Word().Matches(source.Code).Select(match => match.Value))]);

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/README.md")]
    [InlineData("tests/attacks.md")]
    [InlineData("tests/security.md")]
    public void What_the_documents_name_exists(string document) =>
        Violations.None(Missing(document, Repository.Text(document), Words.Value.Contains, Repository.Has));

    [Fact]
    public void Links_between_files_lead_somewhere() => Violations.None(Repository.Files
        .Where(IsDocument)
        .SelectMany(document => DeadLinks(document, Repository.Text(document), Repository.Has)));

    [Fact]
    public void Documents_name_no_machine() => Violations.None(Repository.Files
        .Where(IsDocument)
        .SelectMany(document => Machines(document, Repository.Text(document))));

    [Theory]
    [InlineData("The `RuleSet` in `OtEdge.Core`", 0)]
    [InlineData("`RuleSet.Decide` and `ConduitMode`", 0)]
    [InlineData("`src/OtEdge.Core/` and `OtEdge.Core/Policy`", 0)]
    [InlineData("`otedge check`, `8/1`, `observe`, `ABCD`, `text/json`, `STATE/otedge.sock`", 0)]
    [InlineData("`RuleSetCompiler`", 1)]
    [InlineData("`RuleSet.Compile`", 1)]
    [InlineData("`OtEdge.Alerting`", 1)]
    [InlineData("`src/OtEdge.Core/Gone.cs`", 1)]
    [InlineData("`OtEdge.Core/Gone`", 1)]
    public void A_name_without_a_thing_is_found(string text, int found)
    {
        string[] words = ["RuleSet", "Decide", "ConduitMode", "OtEdge", "Core"];
        string[] paths = ["src/OtEdge.Core", "src/OtEdge.Core/Policy", "src"];
        Assert.Equal(found, Missing("src/README.md", text, words.Contains, path => paths.Contains(path.TrimEnd('/'))).Count());
    }

    [Theory]
    [InlineData("[a](config/a.yaml) [b](https://example.org/x) [c](#part) [d](../README.md#part)", 0)]
    [InlineData("[a](gone.md)", 1)]
    public void A_dead_link_is_found(string text, int found)
    {
        string[] paths = ["src/config/a.yaml", "README.md"];
        Assert.Equal(found, DeadLinks("src/README.md", text, paths.Contains).Count());
    }

    [Theory]
    [InlineData("see /ho" + "me/anna/otedge", 1)]
    [InlineData("in /wo" + "rk/main", 1)]
    [InlineData("C:\\Us" + "ers\\anna", 1)]
    [InlineData("under /var/lib/otedge and /etc/otedge", 0)]
    public void A_machine_is_found(string text, int found) => Assert.Equal(found, Machines("README.md", text).Count());

    private static bool IsDocument(string file) => file.EndsWith(".md", StringComparison.Ordinal);

    private static IEnumerable<string> Missing(
        string document, string text, Func<string, bool> isWord, Func<string, bool> isPath) =>
        from match in Quoted().Matches(text)
        let name = match.Groups[1].Value
        where (ProjectName().IsMatch(name) && !isPath($"src/{name}") && !isPath($"tests/{name}") && !isPath($"benchmarks/{name}"))
            || (TypeName().IsMatch(name) && !ProjectName().IsMatch(name) && !name.Split('.').All(isWord))
            || (PathName().IsMatch(name) && !isPath(name) && !isPath($"src/{name}") && !isPath($"tests/{name}"))
        select $"{document}:{LineOf(text, match.Index)}: names {name}, which does not exist";

    private static IEnumerable<string> DeadLinks(string document, string text, Func<string, bool> isPath) =>
        from match in Link().Matches(text)
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':') && !isPath(Resolve(document, target))
        select $"{document}:{LineOf(text, match.Index)}: links to {target}, which does not exist";

    private static IEnumerable<string> Machines(string document, string text) => Machine().Matches(text)
        .Select(match => $"{document}:{LineOf(text, match.Index)}: {match.Value} is on one machine only");

    private static string Resolve(string document, string target) =>
        Path.GetRelativePath("/", Path.Combine("/", Path.GetDirectoryName(document)!, target)).Replace('\\', '/').TrimEnd('/');

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^OtEdge\.\w+$")]
    private static partial Regex ProjectName();

    // Two capitals with small letters between them at least: BigEndian, not ABCD or Write.
    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*[A-Z]\w*(\.[A-Z]\w+)*$|^[A-Z][a-z]\w*\.[A-Z]\w+$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^(\./)?(src|tests|config|certs|benchmarks|\.ci|OtEdge\.\w+)/[\w./-]*$")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"/(home|work|root|Users|mnt|tmp)/[\w.-]+|[A-Z]:\\Users\\\w+")]
    private static partial Regex Machine();
}
