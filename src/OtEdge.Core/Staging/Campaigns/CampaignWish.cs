using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Campaigns;

/// <summary>The next rung that a campaign wants for a conduit.</summary>
/// <param name="Conduit">The conduit.</param>
/// <param name="Mode">The rung.</param>
public sealed record CampaignWish(string Conduit, ConduitMode Mode);
