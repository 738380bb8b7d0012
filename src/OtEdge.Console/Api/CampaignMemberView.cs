namespace OtEdge.Console.Api;

/// <summary>A conduit of a campaign.</summary>
/// <param name="Conduit">Its name.</param>
/// <param name="Wave">Its wave, from 1.</param>
/// <param name="Mode">Its confirmed mode; null when it has left the settings.</param>
/// <param name="Change">Id of the change that was offered last; null: none yet.</param>
/// <param name="State">Where that stands; null: none yet.</param>
public sealed record CampaignMemberView(string Conduit, int Wave, string? Mode, string? Change, string? State);
