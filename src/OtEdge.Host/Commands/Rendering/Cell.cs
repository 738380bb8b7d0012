using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using Spectre.Console;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Pieces of text as every table shows them: normal is plain or grey, colour means abnormal.</summary>
internal static class Cell
{
    /// <summary>What is there but seldom matters.</summary>
    public static readonly Style Quiet = new(Color.Grey);

    /// <summary>Worth a look.</summary>
    public static readonly Style Notable = new(Color.Yellow);

    /// <summary>Somebody should act.</summary>
    public static readonly Style Urgent = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>Plain text; a dash for none.</summary>
    public static Text Of(string? text) => string.IsNullOrEmpty(text) ? new Text("-", Quiet) : new Text(Printable(text));

    /// <summary>Text in a style.</summary>
    public static Text Of(string text, Style style) => new(Printable(text), style);

    /// <summary>A list of words; a dash for none.</summary>
    public static Text Of(IReadOnlyCollection<string>? words) => Of(words is null ? null : string.Join(", ", words));

    /// <summary>A number with thousands marked.</summary>
    public static Text Of(long number) => new($"{number:N0}");

    /// <summary>A number that is zero while nothing is abnormal.</summary>
    public static Text Abnormal(long number) => new($"{number:N0}", number == 0 ? Quiet : Notable);

    /// <summary>A mode by its word; bypass, where nothing is judged, stands out.</summary>
    public static Text Mode(string? mode) => mode == "bypass" ? new Text("! bypass", Urgent) : Of(mode);

    /// <summary>allowed, would be refused, refused.</summary>
    public static Text Verdict(VerdictWord verdict) => verdict switch
    {
        VerdictWord.Refused => new Text("refused", Notable),
        VerdictWord.WouldBeRefused => new Text("would be refused", Notable),
        _ => new Text("allowed", Quiet),
    };

    /// <summary>The change on its way, with the time that is left.</summary>
    public static Text InFlight(ChangeInFlightView? change, DateTimeOffset now) => change switch
    {
        null => new Text("-", Quiet),
        { Deadline: { } deadline } => Of($"{change.Id} {change.State}, back in {Left(deadline - now)}", Notable),
        _ => Of($"{change.Id} {change.State}", Notable),
    };

    /// <summary>A span of time to the second.</summary>
    public static string Left(TimeSpan span) =>
        DurationText.Of(TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(span.TotalSeconds))));

    /// <summary>The text without control characters, which could move the cursor of whoever reads it.</summary>
    public static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(character => IsControl(character) ? '\uFFFD' : character)) : text;

    private static bool IsControl(char character) => char.IsControl(character) && character != '\n';
}
