namespace OtEdge.Core.Zones;

/// <summary>A group of assets with common security needs (IEC 62443-1-1 cl. 3.2.131).</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="Description">For people; may be null.</param>
/// <param name="Level">Purdue level, 0 to 5; null when not stated.</param>
/// <param name="Criticality">How much the plant depends on the zone.</param>
public sealed record Zone(string Name, string? Description, int? Level, Criticality Criticality);
