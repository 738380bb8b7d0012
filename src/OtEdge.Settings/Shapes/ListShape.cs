using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A list whose items are alike; optionally one item may stand without its list.</summary>
internal sealed class ListShape(Shape item, bool orSingle = false, int itemsMin = 1) : Shape
{
    public override string Expected => orSingle ? $"{item.Expected}, or a list of such" : "a list such as [a, b]";

    /// <summary>The items of a node, which may be a single one; empty when the node is absent.</summary>
    public static IReadOnlyList<SettingsNode> Items(SettingsNode? node) => node switch
    {
        null or RefusedNode => [],
        ListNode list => list.Items,
        _ => [node],
    };

    public override void Check(SettingsNode node, ProblemList problems)
    {
        if (node is ListNode list)
        {
            if (list.Items.Count < itemsMin)
            {
                problems.Error(node, $"expected at least {itemsMin} item{(itemsMin == 1 ? "" : "s")}, but found {list.Items.Count}; remove the key or fill the list");
            }

            foreach (SettingsNode below in list.Items)
            {
                item.Check(below, problems);
            }
        }
        else if (orSingle)
        {
            item.Check(node, problems);
        }
        else
        {
            Complain(node, problems);
        }
    }

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (itemsMin > 0)
        {
            list["minItems"] = itemsMin;
        }

        return orSingle ? new JsonObject { ["anyOf"] = new JsonArray(item.Schema(), list) } : list;
    }
}
