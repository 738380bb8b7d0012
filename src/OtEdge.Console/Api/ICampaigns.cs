namespace OtEdge.Console.Api;

/// <summary>What the API asks of campaigns over zones; thread-safe.</summary>
public interface ICampaigns
{
    /// <summary>Every campaign, newest first.</summary>
    IReadOnlyList<CampaignView> List();

    /// <summary>One campaign; the id `last` stands for the newest.</summary>
    Answer<CampaignView> Find(string id);

    /// <summary>Begins to lead the conduits of a zone to a mode.</summary>
    Task<Answer<CampaignView>> StartAsync(string zone, CampaignRequest request, string user, CancellationToken cancellation);

    /// <summary>Begins to lead one conduit up the whole ladder, rung by rung and class by class.</summary>
    Task<Answer<CampaignView>> PlanAsync(string conduit, CampaignRequest request, string user, CancellationToken cancellation);

    /// <summary>Takes one step with a campaign; the id `last` stands for the newest that is under way.</summary>
    Task<Answer<CampaignView>> StepAsync(string id, CampaignStep step, CampaignStepRequest request, string user, CancellationToken cancellation);
}
