using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>Names say what a thing is, and a file is named after its one type.</summary>
public sealed partial class NamingTests
{
    [Fact]
    public void A_file_holds_one_type_and_has_its_name() => Violations.None(Repository.Sources.SelectMany(Misfiled));

    [Fact]
    public void Type_names_say_what_a_thing_is() => Violations.None(Repository.Sources.SelectMany(Vague));

    [Fact]
    public void Classes_of_the_product_are_sealed() => Violations.None(Repository.ProductSources.SelectMany(Open));

    [Theory]
    [InlineData("a/Tank.cs", "class Tank { class Inner { } }", 0)]
    [InlineData("a/Tank.Physics.cs", "partial class Tank { }", 0)]
    [InlineData("a/Program.cs", "return 0;", 0)]
    [InlineData("a/Tank.cs", "class Tank { } enum Level { A }", 1)]
    [InlineData("a/Tank.cs", "namespace N { class Valve { } }", 1)]
    [InlineData("a/tank.cs", "class Tank { }", 1)]
    public void A_file_with_another_type_is_found(string path, string code, int found) =>
        Assert.Equal(found, Misfiled(new SourceFile(path, code)).Count());

    [Theory]
    [InlineData("ConnectionManager", 1)]
    [InlineData("FrameHelper", 1)]
    [InlineData("StringUtils", 1)]
    [InlineData("PlcWrapper", 1)]
    [InlineData("RelayImpl", 1)]
    [InlineData("DeviceInfo", 1)]
    [InlineData("FrameData", 1)]
    [InlineData("Database", 0)]
    public void A_vague_name_is_found(string name, int found)
    {
        Assert.Equal(found, Vague(new SourceFile("a.cs", $"class A {{ struct {name} {{ }} }}")).Count());
    }

    [Theory]
    [InlineData("public class A { }", 1)]
    [InlineData("class Outer; record A(int B);", 2)]
    [InlineData("public sealed class A { }", 0)]
    [InlineData("public static class A { }", 0)]
    [InlineData("public abstract partial class A { }", 0)]
    [InlineData("public readonly record struct A(int B);", 0)]
    public void An_open_class_is_found(string code, int found) => Assert.Equal(found, Open(new SourceFile("src/A.cs", code)).Count());

    private static IEnumerable<string> Misfiled(SourceFile source)
    {
        string[] names = [.. source.Types.Where(type => type.IsTopLevel).Select(type => type.Name).Distinct()];
        string file = Path.GetFileName(source.Path);
        if (names.Length > 1)
        {
            yield return $"{source.Path}: holds {string.Join(", ", names)}; give each a file of its own";
        }
        else if (names.Length == 1 && !file.StartsWith(names[0] + ".", StringComparison.Ordinal))
        {
            yield return $"{source.Path}: holds {names[0]}; name the file {names[0]}.cs";
        }
    }

    private static IEnumerable<string> Vague(SourceFile source) => source.Types
        .Where(type => VagueName().IsMatch(type.Name))
        .Select(type => $"{source.Path}:{type.Line}: {type.Name}; say what it is or does");

    // Of a partial class one file says it; any of them may.
    private static IEnumerable<string> Open(SourceFile source) => source.Types
        .Where(type => type.Kind is "class" or "record")
        .Where(type => !type.Modifiers.Any(modifier => modifier is "sealed" or "static" or "abstract" or "partial"))
        .Select(type => $"{source.Path}:{type.Line}: {type.Name} is open; seal it, or make it abstract");

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Wrapper|Impl|Info|Data)$")]
    private static partial Regex VagueName();
}
