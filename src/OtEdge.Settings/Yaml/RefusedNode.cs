namespace OtEdge.Settings.Yaml;

/// <summary>Stands where something was refused already, so that nobody complains a second time.</summary>
internal sealed class RefusedNode(NodePlace place) : SettingsNode(place)
{
    public override string Found => "something refused";
}
