using System.Globalization;
using System.Text;

namespace OtEdge.RelayBenchmark;

/// <summary>A bar chart as SVG, readable without colour.</summary>
internal static class Picture
{
    private const int RowHeight = 22, LabelWidth = 190, BarWidth = 420;

    public static string Bars(string title, IReadOnlyList<(string Scenario, string Variant, double Ratio)> bars)
    {
        double scale = BarWidth / Math.Max(1.2, bars.Select(bar => bar.Ratio).DefaultIfEmpty(1).Max());
        var text = new StringBuilder();
        int y = 50;
        string? scenario = null;
        foreach ((string group, string variant, double ratio) in bars)
        {
            if (group != scenario)
            {
                scenario = group;
                y += RowHeight;
                text.Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"{y - 8}\" font-weight=\"bold\">{group}</text>\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth}\" y=\"{y + 12}\" text-anchor=\"end\">{variant}</text>");
            text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{LabelWidth + 8}\" y=\"{y}\" width=\"{ratio * scale:F1}\" height=\"{RowHeight - 6}\" fill=\"#8a8f98\"/>");
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + 14 + (ratio * scale):F1}\" y=\"{y + 12}\">{ratio:F2}</text>\n");
            y += RowHeight;
        }

        int one = (int)(LabelWidth + 8 + scale);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{LabelWidth + BarWidth + 80}" height="{y + 20}" font-family="sans-serif" font-size="13">
            <rect width="100%" height="100%" fill="white"/>
            <text x="10" y="24" font-size="16">{title}</text>
            {text}<line x1="{one}" x2="{one}" y1="40" y2="{y}" stroke="black" stroke-dasharray="4 3"/>
            </svg>

            """);
    }
}
