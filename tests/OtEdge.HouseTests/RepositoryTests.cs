using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>What is committed: everything that is built, nothing that is secret, nothing left undone.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] SecretEndings =
        [".pem", ".key", ".pfx", ".p12", ".der", ".crt", ".cer", ".csr", ".jks", ".kdbx", ".ppk", ".snk", "id_rsa", "id_ed25519"];

    private static readonly string[] BinaryEndings =
        [".png", ".jpg", ".gif", ".ico", ".woff2", ".pcap", ".pcapng", ".gz", ".zip", ".db", ".bin"];

    [Fact]
    public void Every_project_is_in_the_solution() => Violations.None(
        Outside(Repository.Projects.Select(project => project.Path), Repository.Text("OtEdge.sln")));

    [Fact]
    public void Every_project_pins_its_packages() => Violations.None(Repository.Projects
        .Select(project => Path.GetDirectoryName(project.Path)!.Replace('\\', '/') + "/packages.lock.json")
        .Where(file => !Repository.Files.Contains(file))
        .Select(file => $"{file}: missing; restore and commit it"));

    [Fact]
    public void No_key_or_certificate_is_committed() => Violations.None(
        Repository.Files.Where(IsSecretFile).Select(file => $"{file}: keys and certificates are made on the machine")
            .Concat(TextFiles().Where(file => SecretText().IsMatch(file.Text)).Select(file => $"{file.Path}: holds a key or certificate")));

    [Fact]
    public void Nothing_is_left_undone() => Violations.None(Repository.Sources.SelectMany(Undone));

    [Fact]
    public void Files_begin_with_code_and_not_with_a_licence() => Violations.None(Repository.Sources.SelectMany(Banners));

    [Theory]
    [InlineData("certs/own/server.pem", true)]
    [InlineData("tests/KEYS/Server.KEY", true)]
    [InlineData("home/id_rsa", true)]
    [InlineData("src/Keys.cs", false)]
    public void A_secret_file_is_found(string file, bool isSecret) => Assert.Equal(isSecret, IsSecretFile(file));

    [Theory]
    [InlineData("PRIVATE KEY")]
    [InlineData("RSA PRIVATE KEY")]
    [InlineData("CERTIFICATE")]
    public void A_secret_text_is_found(string what) => Assert.Matches(SecretText(), $"x\n-----BEGIN {what}-----\nMII");

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Assert.Single(Outside(["src/A/A.csproj", "src/B/B.csproj"], "Project(\"{1}\") = \"A\", \"src\\A\\A.csproj\", \"{2}\""));

    [Theory]
    [InlineData("int a; // TO" + "DO: b")]
    [InlineData("/* FIX" + "ME */")]
    [InlineData("string a = \"XX" + "X\";")]
    public void What_is_left_undone_is_found(string text) => Assert.Single(Undone(new SourceFile("a.cs", text)));

    [Theory]
    [InlineData("// Copyright 2026 Acme\nclass A;", 1)]
    [InlineData("/* Licensed under */ class A;", 1)]
    [InlineData("// Why this is so.\nclass A;", 0)]
    public void A_licence_banner_is_found(string text, int found) => Assert.Equal(found, Banners(new SourceFile("a.cs", text)).Count());

    private static IEnumerable<string> Outside(IEnumerable<string> projects, string solution) => projects
        .Where(project => !solution.Contains($"\"{project.Replace('/', '\\')}\"", StringComparison.Ordinal))
        .Select(project => $"{project}: not in OtEdge.sln; dotnet sln OtEdge.sln add {project}");

    private static bool IsSecretFile(string file) =>
        SecretEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Path, string Text)> TextFiles() => Repository.Files
        .Where(file => !BinaryEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        .Select(file => (file, Repository.Text(file)));

    private static IEnumerable<string> Undone(SourceFile source) => UndoneMark().Matches(source.Text)
        .Select(match => $"{source.Path}:{source.LineOf(match.Index)}: {match.Value}; do it, or make it an issue");

    private static IEnumerable<string> Banners(SourceFile source)
    {
        if (Banner().IsMatch(source.Text))
        {
            yield return $"{source.Path}: begins with a licence; LICENSE says it for all files";
        }
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)-----\s*\n\s*M")]
    private static partial Regex SecretText();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|XX[X])\b")]
    private static partial Regex UndoneMark();

    [GeneratedRegex(@"\A\s*(//|/\*).*(copyright|licen[cs]e)", RegexOptions.IgnoreCase)]
    private static partial Regex Banner();
}
