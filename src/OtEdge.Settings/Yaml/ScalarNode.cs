namespace OtEdge.Settings.Yaml;

/// <summary>A scalar as written; what it means is for the reader of its key to say.</summary>
internal sealed class ScalarNode(NodePlace place, string text, bool isQuoted) : SettingsNode(place)
{
    public string Text => text;

    /// <summary>True when nothing was written after the key, or a plain <c>null</c> or <c>~</c>.</summary>
    public bool IsEmpty => !isQuoted && text is ("" or "~" or "null");

    public override string Found => IsEmpty ? "nothing" : Quote.Words(text);
}
