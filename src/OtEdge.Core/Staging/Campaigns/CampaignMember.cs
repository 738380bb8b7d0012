using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Campaigns;

/// <summary>How a conduit of a campaign stands at one moment.</summary>
/// <param name="Conduit">Name of the conduit.</param>
/// <param name="Mode">Its confirmed mode.</param>
/// <param name="InFlight">Its change in flight; null: none. Drafts of the settings, which give way, are not in here.</param>
/// <param name="Offered">The change that the campaign offered last, however it stands; null: none yet.</param>
public sealed record CampaignMember(string Conduit, ConduitMode Mode, StagedChange? InFlight, StagedChange? Offered)
{
    /// <summary>Classes in its confirmed scope. Default: every class.</summary>
    public OperationClasses Classes { get; init; } = OperationClasses.All;

    /// <summary>True while its change is armed or on trial: no other conduit of the campaign may be.</summary>
    public bool IsOnTrial => InFlight is { State: ChangeState.Armed or ChangeState.Trial };
}
