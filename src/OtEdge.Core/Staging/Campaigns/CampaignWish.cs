using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Campaigns;

/// <summary>The next step that a campaign wants for a conduit.</summary>
/// <param name="Conduit">The conduit.</param>
/// <param name="Mode">The rung.</param>
public sealed record CampaignWish(string Conduit, ConduitMode Mode)
{
    /// <summary>The classes that enforcing is to refuse; null: every class.</summary>
    public OperationClasses? Classes { get; init; }
}
