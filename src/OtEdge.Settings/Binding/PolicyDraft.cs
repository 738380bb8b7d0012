using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>A policy on its way from a file to a site, with the nodes that later checks point at.</summary>
internal sealed record PolicyDraft(string File, MapNode Root)
{
    /// <summary>Name as the file's name says.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(File);

    /// <summary>Its protocol; null when the file does not say one.</summary>
    public ConduitProtocol? Protocol { get; init; }

    /// <summary>The policy; null when it is wrong.</summary>
    public PolicyDocument? Document { get; init; }

    /// <summary>Groups of FC90 that rules name, with where they do.</summary>
    public IReadOnlyList<(SettingsNode Node, string Group)> Umas { get; init; } = [];

    /// <summary>Assets that rules name as clients, with where they do.</summary>
    public IReadOnlyList<(SettingsNode Node, Asset Asset)> Clients { get; init; } = [];
}
