namespace OtEdge.Core.Staging.Campaigns;

/// <summary>A change that a campaign has offered.</summary>
/// <param name="Conduit">The conduit.</param>
/// <param name="Change">Id of the change.</param>
public sealed record CampaignOffer(string Conduit, string Change);
