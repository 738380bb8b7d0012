using System.Text;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Who talks to whom in the language of Graphviz (https://graphviz.org/doc/info/lang.html).</summary>
internal static class DotGraph
{
    /// <summary>The whole file.</summary>
    public static string Of(InventoryView view)
    {
        var text = new StringBuilder("digraph otedge {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
        foreach (GraphNode node in GraphNode.ClientsOf(view))
        {
            string look = node.Undeclared ? ", color=red, fontcolor=red, style=dashed" : "";
            text.Append($"  {Quoted(node.Key)} [label={Quoted(node.Label)}{look}];\n");
        }

        foreach (GraphNode node in GraphNode.DevicesOf(view))
        {
            text.Append($"  {Quoted(node.Key)} [label={Quoted(node.Label)}, shape=component];\n");
        }

        foreach (InventoryLinkView link in view.Links)
        {
            string look = link.Undeclared ? ", color=red, fontcolor=red, style=dashed" : "";
            text.Append(
                $"  {Quoted(GraphNode.ClientKey(link))} -> {Quoted(GraphNode.DeviceKey(link))} [label={Quoted(GraphNode.LabelOf(link))}{look}];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) =>
        $"\"{Cell.Printable(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
