using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n } */ c", "a     \n      c")]
    [InlineData("#pragma x {\nc", "           \nc")]
    [InlineData("f(\"}\\\"}\");", "f(      );")]
    [InlineData("f('\\'', '}');", "f(    ,    );")]
    [InlineData("f(@\"a\"\"}\");", "f(       );")]
    [InlineData("f($\"a{b}{{c}}\");", "f(    b       );")]
    [InlineData("f($\"{g(\"}\")}!\");", "f(   g(   )   );")]
    [InlineData("f($\"{new { A = 1 }}\");", "f(   new { A = 1 }  );")]
    [InlineData("x = \"\"\"\n } \" \n \"\"\";", "x =    \n     \n    ;")]
    [InlineData("x = $$\"\"\"{a}{{b}}\"\"\";", "x =           b     ;")]
    [InlineData("int @class = 1;", "int @class = 1;")]
    public void Only_code_is_left(string text, string code) => Assert.Equal(code, CodeText.Of(text));

    [Fact]
    public void Every_source_keeps_its_length_and_its_braces_pair()
    {
        foreach (SourceFile source in Repository.Sources)
        {
            Assert.Equal(source.Text.Length, source.Code.Length);
            Assert.True(
                source.Code.AsSpan().Count('{') == source.Code.AsSpan().Count('}') && source.Code.AsSpan().Count('(') == source.Code.AsSpan().Count(')'),
                $"{source.Path}: the reader of the house tests loses its way in here");
        }
    }
}
