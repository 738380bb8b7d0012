namespace OtEdge.HouseTests.Reading;

/// <summary>One C# file: its text, its code without comments and strings, and the types it declares.</summary>
internal sealed class SourceFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">From the root, with forward slashes.</param>
    /// <param name="text">Its content.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Code = CodeText.Of(text);
        Types = Declarations.Of(Code);
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>As long as <see cref="Text"/>, with everything but code blanked out.</summary>
    public string Code { get; }

    /// <summary>In the order of their lines, nested ones too.</summary>
    public IReadOnlyList<TypeDeclaration> Types { get; }

    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);

    /// <summary>The line, 1-based, of an index into the text.</summary>
    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}
