using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>The hours of the week as a small picture: a line a day, a bar an hour.</summary>
internal static class HourPicture
{
    private const int HoursPerDay = 24;
    private const string Bars = "▁▂▃▄▅▆▇█";
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Draws 168 counters, Monday 0 h first; an hour without traffic is a dot.</summary>
    public static IRenderable Draw(IReadOnlyList<long> hours)
    {
        long most = hours.Count > 0 ? hours.Max() : 0;
        IEnumerable<IRenderable> lines = Days.Select((day, index) => new Text(
            $"{day}  {string.Concat(hours.Skip(index * HoursPerDay).Take(HoursPerDay).Select(count => Bar(count, most)))}"));
        return new Rows([new Text("     0  3  6  9  12 15 18 21     hours of the week in the plant's time zone", Cell.Quiet), .. lines]);
    }

    private static char Bar(long count, long most) =>
        count <= 0 ? '·' : Bars[(int)Math.Min(Bars.Length - 1, (double)count / most * Bars.Length)];
}
