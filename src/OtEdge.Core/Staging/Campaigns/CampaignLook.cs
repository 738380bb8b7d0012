namespace OtEdge.Core.Staging.Campaigns;

/// <summary>What a look at its conduits makes of a campaign.</summary>
/// <param name="Next">The campaign after it; the same one when nothing changed.</param>
/// <param name="Offers">What to propose now; each conduit's own gates decide on it.</param>
/// <param name="Waiting">What it waits for, one sentence each; empty: for nothing.</param>
public sealed record CampaignLook(Campaign Next, IReadOnlyList<CampaignWish> Offers, IReadOnlyList<string> Waiting);
