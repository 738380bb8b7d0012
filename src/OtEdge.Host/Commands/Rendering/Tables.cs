using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>The one look of all tables: no lines, grey headings, numbers to the right.</summary>
internal static class Tables
{
    /// <summary>A table whose headings are given; those that end in '#' stand over numbers.</summary>
    public static Table Make(params string[] headings)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = false };
        for (int i = 0; i < headings.Length; i++)
        {
            bool isNumber = headings[i].EndsWith('#');
            var column = new TableColumn(new Text(headings[i].TrimEnd('#'), Cell.Quiet))
            {
                Alignment = isNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, i == headings.Length - 1 ? 0 : 2, 0),
                NoWrap = isNumber,
            };
            table.AddColumn(column);
        }

        return table;
    }

    /// <summary>Names and values, one pair a line; pairs without a value are left out.</summary>
    public static Grid Sheet(params (string Name, IRenderable? Value)[] pairs)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in pairs)
        {
            if (value is not null)
            {
                grid.AddRow(new Text(name, Cell.Quiet), value);
            }
        }

        return grid;
    }

    /// <summary>A table, or a sentence when it would be empty.</summary>
    public static IRenderable OrSentence(Table table, string sentence) =>
        table.Rows.Count > 0 ? table : new Text(sentence);
}
