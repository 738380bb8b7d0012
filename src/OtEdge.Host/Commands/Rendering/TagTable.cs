using OtEdge.Console.Api;
using OtEdge.Core.Tags;
using Spectre.Console;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Process values.</summary>
internal static class TagTable
{
    /// <summary>Draws it.</summary>
    public static Table Draw(IEnumerable<TagView> tags)
    {
        var table = Tables.Make("TAG", "VALUE#", "QUALITY", "AGE#", "NEEDED WITHIN#", "WHY");
        foreach (var tag in tags)
        {
            table.AddRow(
                Cell.Of(tag.Name),
                Cell.Of(tag.Word ?? (tag.Number is { } number ? $"{number:0.######}" : null)),
                Quality(tag),
                Cell.Of(Seconds(tag.AgeSeconds)),
                Cell.Of(Seconds(tag.NeededWithinSeconds)),
                Cell.Of(tag.Why));
        }

        return table;
    }

    // A value that nobody relies on may be as old as it likes.
    private static Text Quality(TagView tag)
    {
        string word = Words.Snake(tag.Quality);
        return tag.Quality == TagQuality.Good || tag.NeededWithinSeconds is null ? Cell.Of(word, Cell.Quiet) : Cell.Of(word, Cell.Notable);
    }

    private static string? Seconds(double? seconds) => seconds is { } known ? $"{known:0.#} s" : null;
}
