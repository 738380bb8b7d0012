namespace OtEdge.Settings.Yaml;

/// <summary>A sequence.</summary>
internal sealed class ListNode(NodePlace place, IReadOnlyList<SettingsNode> items) : SettingsNode(place)
{
    public IReadOnlyList<SettingsNode> Items => items;

    public override string Found => "a list";
}
