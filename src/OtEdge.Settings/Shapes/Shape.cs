using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>
/// What may stand at one place of a settings file. The reader checks by it and the JSON Schema is written from it, so that an
/// editor and `otedge check` cannot disagree about keys.
/// </summary>
internal abstract class Shape
{
    /// <summary>What is expected, for messages, such as `a duration such as 500ms, 5s, 10m, 8h or 7d`.</summary>
    public abstract string Expected { get; }

    /// <summary>Says every problem of a node and of what is below it.</summary>
    public abstract void Check(SettingsNode node, ProblemList problems);

    /// <summary>The same as JSON Schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>Says that something else was expected; silent where a problem was said already.</summary>
    protected void Complain(SettingsNode node, ProblemList problems, string hint = "")
    {
        if (node is not RefusedNode)
        {
            problems.Error(node, $"expected {Expected}, but found {node.Found}{hint}");
        }
    }
}
