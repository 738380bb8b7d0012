using OtEdge.Core.Zones;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>A conduit on its way into a site, with its node for later checks.</summary>
/// <param name="Node">Its mapping.</param>
/// <param name="Conduit">The conduit.</param>
/// <param name="Policy">Name of its policy as written; null: none.</param>
internal sealed record ConduitDraft(MapNode Node, Conduit Conduit, string? Policy);
