using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>Files, methods and constructors stay small enough to be read.</summary>
public sealed class SizeTests
{
    private const int FileLinesMax = 300;
    private const int MethodLinesMax = 60;
    private const int ConstructorParametersMax = 5;

    [Fact]
    public void Files_are_short() => Violations.None(Repository.Sources.SelectMany(LongFiles));

    [Fact]
    public void Methods_are_short() => Violations.None(Repository.Sources.SelectMany(LongMethods));

    [Fact]
    public void Constructors_take_few_parameters() => Violations.None(Repository.Sources.SelectMany(WideConstructors));

    [Theory]
    [InlineData(FileLinesMax, 0)]
    [InlineData(FileLinesMax + 1, 1)]
    public void A_long_file_is_found(int lines, int found) =>
        Assert.Equal(found, LongFiles(new SourceFile("a.cs", string.Concat(Enumerable.Repeat("// line\n", lines)))).Count());

    [Theory]
    [InlineData(MethodLinesMax, 0)]
    [InlineData(MethodLinesMax + 1, 1)]
    public void A_long_method_is_found(int lines, int found)
    {
        string body = string.Concat(Enumerable.Repeat("        Do();\n", lines - 3));
        Assert.Equal(found, LongMethods(new SourceFile("a.cs", $"class A\n{{\n    void Do()\n    {{\n{body}    }}\n}}\n")).Count());
    }

    [Theory]
    [InlineData("class A { A(int a, int b, int c, int d, int e) { } }", 0)]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f) { } }", 1)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", 1)]
    [InlineData("record A(int a, int b, int c, int d, int e, int f);", 1)]
    [InlineData("class A { void Do(int a, int b, int c, int d, int e, int f) { } }", 0)]
    public void A_wide_constructor_is_found(string code, int found) =>
        Assert.Equal(found, WideConstructors(new SourceFile("a.cs", code)).Count());

    private static IEnumerable<string> LongFiles(SourceFile source)
    {
        if (source.Lines > FileLinesMax)
        {
            yield return $"{source.Path}: {source.Lines} lines, at most {FileLinesMax}; split it by concept";
        }
    }

    private static IEnumerable<string> LongMethods(SourceFile source) => source.Types
        .SelectMany(type => type.Callables.Select(callable => (Type: type, Callable: callable)))
        .Where(found => found.Callable.Lines > MethodLinesMax)
        .Select(found => $"{source.Path}:{found.Callable.Line}: {found.Type.Name}.{found.Callable.Name} has {found.Callable.Lines} lines, at most {MethodLinesMax}");

    private static IEnumerable<string> WideConstructors(SourceFile source) => source.Types
        .SelectMany(type => type.Callables)
        .Where(callable => callable.IsConstructor && callable.Parameters > ConstructorParametersMax)
        .Select(callable => $"{source.Path}:{callable.Line}: constructor of {callable.Name} takes {callable.Parameters} parameters, at most {ConstructorParametersMax}; name what belongs together, or use required properties");
}
