using OtEdge.Core.Policy;

namespace OtEdge.Host.Campaigns;

/// <summary>What a new campaign leads.</summary>
/// <param name="Zone">The zone that owns the conduits.</param>
/// <param name="Waves">The conduits in their waves.</param>
/// <param name="Scopes">The scopes that enforcing goes through; empty: every class at once.</param>
internal sealed record CampaignAim(string Zone, IReadOnlyList<IReadOnlyList<string>> Waves, IReadOnlyList<OperationClasses> Scopes);
