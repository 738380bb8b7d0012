namespace OtEdge.Alerting;

/// <summary>Whose alerts these are.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Gateway">Name of the gateway in the site.</param>
/// <param name="Version">Version of the program.</param>
public sealed record GatewayName(string Site, string Gateway, string Version)
{
    /// <summary>First part of every topic, such as <c>otedge/leipzig/edge-1/</c>.</summary>
    public string TopicPrefix => $"otedge/{Level(Site)}/{Level(Gateway)}/";

    /// <summary>A name as one level of a topic: what has a meaning there (MQTT 5, 4.7.1) becomes an underscore.</summary>
    public static string Level(string name) =>
        name.Length == 0 ? "_" : string.Concat(name.Select(one => one is '/' or '+' or '#' or '\0' ? '_' : one));
}
