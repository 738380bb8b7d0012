using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A word, or a mapping that says more.</summary>
/// <typeparam name="T">What the word is read as.</typeparam>
internal sealed class EitherShape<T>(ScalarShape<T> word, MapShape map) : Shape
{
    public override string Expected => $"{word.Expected}, or {map.Expected}";

    public override void Check(SettingsNode node, ProblemList problems)
    {
        if (node is MapNode)
        {
            map.Check(node, problems);
        }
        else if (!word.TryRead(node, out _))
        {
            Complain(node, problems);
        }
    }

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(word.Schema(), map.Schema()) };
}
