namespace OtEdge.Settings.Yaml;

/// <summary>Where a node stands; its path is put together only when a message asks for it.</summary>
internal sealed class NodePlace
{
    private NodePlace? parent;
    private string? key;
    private int index;

    public required string File { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    public string Path
    {
        get
        {
            if (parent is null)
            {
                return ".";
            }

            string above = parent.parent is null ? "" : parent.Path;
            if (key is null)
            {
                return $"{above}[{index}]";
            }

            string name = key.Contains('.') || key.Contains(' ') ? $"\"{Quote.Plain(key)}\"" : Quote.Plain(key);
            return above.Length == 0 ? name : $"{above}.{name}";
        }
    }

    public static NodePlace Document(string file, int line, int column) =>
        new() { File = file, Line = line, Column = column };

    public NodePlace Entry(string name, int line, int column) =>
        new() { File = File, Line = line, Column = column, parent = this, key = name };

    public NodePlace Item(int at, int line, int column) =>
        new() { File = File, Line = line, Column = column, parent = this, index = at };
}
