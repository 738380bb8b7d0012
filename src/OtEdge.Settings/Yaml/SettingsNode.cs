namespace OtEdge.Settings.Yaml;

/// <summary>A node of a settings file that knows where it stands.</summary>
internal abstract class SettingsNode(NodePlace place)
{
    /// <summary>Line, 1-based.</summary>
    public int Line => place.Line;

    /// <summary>Column, 1-based.</summary>
    public int Column => place.Column;

    /// <summary>The file it was read from.</summary>
    public string File => place.File;

    /// <summary>Names and indexes from the document down, such as <c>rules[2].values[0].max</c>; <c>.</c> for the document itself.</summary>
    public string Path => place.Path;

    /// <summary>What it is, for messages: the user's own words, or what kind of thing stands there.</summary>
    public abstract string Found { get; }
}
