namespace OtEdge.Settings.Yaml;

/// <summary>A mapping whose keys are text; each key stands once.</summary>
internal sealed class MapNode(NodePlace place, IReadOnlyList<MapEntry> entries) : SettingsNode(place)
{
    private readonly Dictionary<string, SettingsNode> byKey =
        entries.ToDictionary(entry => entry.Key.Text, entry => entry.Value, StringComparer.Ordinal);

    public IReadOnlyList<MapEntry> Entries => entries;

    public override string Found => "a mapping";

    /// <summary>The value of a key; null when the key is absent or has no value.</summary>
    public SettingsNode? Find(string key) =>
        byKey.TryGetValue(key, out SettingsNode? value) && value is not ScalarNode { IsEmpty: true } ? value : null;
}
