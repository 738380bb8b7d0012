namespace OtEdge.Settings.Yaml;

/// <summary>Where a node stands; its path is put together only when a message asks for it.</summary>
internal sealed class NodePlace
{
    private readonly NodePlace? parent;
    private readonly string? key;
    private readonly int index;

    private NodePlace(string file, int line, int column, NodePlace? parent, string? key, int index)
    {
        File = file;
        Line = line;
        Column = column;
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    public string File { get; }

    public int Line { get; }

    public int Column { get; }

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

    public static NodePlace Document(string file, int line, int column) => new(file, line, column, null, null, 0);

    public NodePlace Entry(string name, int line, int column) => new(File, line, column, this, name, 0);

    public NodePlace Item(int at, int line, int column) => new(File, line, column, this, null, at);
}
