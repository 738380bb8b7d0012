namespace OtEdge.Core.Staging.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>It offers changes, wave by wave.</summary>
    Running,

    /// <summary>It offers nothing until a person resumes it; changes that are under way go their own way.</summary>
    Held,

    /// <summary>Every conduit has arrived.</summary>
    Done,

    /// <summary>Ended by a person; what was confirmed stays.</summary>
    Withdrawn,
}
