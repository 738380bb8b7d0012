using System.Net;
using System.Text;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Who talks to whom as a picture: clients on the left, devices on the right.</summary>
internal static class SvgGraph
{
    private const int Margin = 20;
    private const int BoxWidth = 220;
    private const int BoxHeight = 44;
    private const int BoxGap = 16;
    private const int Between = 420;
    private const int LineHeight = 16;
    private const string Ink = "#333333";
    private const string Alarm = "#c00000";

    /// <summary>The whole file.</summary>
    public static string Of(InventoryView view)
    {
        IReadOnlyList<GraphNode> clients = GraphNode.ClientsOf(view);
        IReadOnlyList<GraphNode> devices = GraphNode.DevicesOf(view);
        int rows = Math.Max(1, Math.Max(clients.Count, devices.Count));
        int width = (2 * Margin) + (2 * BoxWidth) + Between;
        int height = (2 * Margin) + (rows * (BoxHeight + BoxGap));
        var text = new StringBuilder(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" "
            + "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        Dictionary<string, int> clientRows = Rows(clients);
        Dictionary<string, int> deviceRows = Rows(devices);
        foreach (InventoryLinkView link in view.Links)
        {
            text.Append(Line(link, Middle(clientRows[GraphNode.ClientKey(link)]), Middle(deviceRows[GraphNode.DeviceKey(link)])));
        }

        foreach (GraphNode node in clients)
        {
            text.Append(Box(node, Margin, clientRows[node.Key]));
        }

        foreach (GraphNode node in devices)
        {
            text.Append(Box(node, Margin + BoxWidth + Between, deviceRows[node.Key]));
        }

        return text.Append("</svg>\n").ToString();
    }

    private static Dictionary<string, int> Rows(IReadOnlyList<GraphNode> nodes) =>
        nodes.Select((node, row) => (node.Key, row)).ToDictionary(pair => pair.Key, pair => pair.row, StringComparer.Ordinal);

    private static int Top(int row) => Margin + (row * (BoxHeight + BoxGap));

    private static int Middle(int row) => Top(row) + (BoxHeight / 2);

    private static string Box(GraphNode node, int left, int row)
    {
        string color = node.Undeclared ? Alarm : Ink;
        string[] lines = node.Label.Split('\n');
        int first = Middle(row) + 4 - ((lines.Length - 1) * LineHeight / 2);
        var text = new StringBuilder(
            $"<rect x=\"{left}\" y=\"{Top(row)}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" fill=\"white\" stroke=\"{color}\"{Dash(node.Undeclared)}/>\n");
        for (int i = 0; i < lines.Length; i++)
        {
            text.Append(
                $"<text x=\"{left + (BoxWidth / 2)}\" y=\"{first + (i * LineHeight)}\" text-anchor=\"middle\" fill=\"{color}\">{Escaped(lines[i])}</text>\n");
        }

        return text.ToString();
    }

    // The label stands a third of the way along, where lines to one device are still apart.
    private static string Line(InventoryLinkView link, int from, int to)
    {
        string color = link.Undeclared ? Alarm : Ink;
        int left = Margin + BoxWidth;
        int labelY = from + ((to - from) / 3) - 4;
        return $"<line x1=\"{left}\" y1=\"{from}\" x2=\"{left + Between}\" y2=\"{to}\" stroke=\"{color}\"{Dash(link.Undeclared)}/>\n"
            + $"<text x=\"{left + (Between / 3)}\" y=\"{labelY}\" text-anchor=\"middle\" font-size=\"10\" fill=\"{color}\">{Escaped(GraphNode.LabelOf(link))}</text>\n";
    }

    private static string Dash(bool isDashed) => isDashed ? " stroke-dasharray=\"6 3\"" : "";

    private static string Escaped(string text) => WebUtility.HtmlEncode(Cell.Printable(text));
}
