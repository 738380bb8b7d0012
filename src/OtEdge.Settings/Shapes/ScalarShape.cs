using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A scalar that stands for a value of one type; the key decides the type, never the look of the scalar.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
internal sealed class ScalarShape<T>(string expected, ScalarParser<T> parse, Func<JsonObject> schema) : Shape
{
    public override string Expected => expected;

    /// <summary>Reads a node; false when it is absent or wrong (which <see cref="Check"/> says).</summary>
    public bool TryRead(SettingsNode? node, out T value)
    {
        value = default!;
        return node is ScalarNode { IsEmpty: false } scalar && parse(scalar.Text, out value) is null;
    }

    /// <summary>Reads a text; false when it is wrong.</summary>
    public bool TryParse(string text, out T value) => parse(text, out value) is null;

    public override void Check(SettingsNode node, ProblemList problems)
    {
        string? hint = node is ScalarNode { IsEmpty: false } scalar ? parse(scalar.Text, out _) : "";
        if (hint is not null)
        {
            Complain(node, problems, hint);
        }
    }

    public override JsonObject Schema() => schema();
}
