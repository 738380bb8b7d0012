namespace OtEdge.Console.Api;

/// <summary>Steps that people take with a campaign.</summary>
public enum CampaignStep
{
    /// <summary>Offer nothing more until it is resumed.</summary>
    Hold,

    /// <summary>Go on offering.</summary>
    Resume,

    /// <summary>End it; what was confirmed stays.</summary>
    Withdraw,
}
