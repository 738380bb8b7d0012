namespace OtEdge.Console.Api;

/// <summary>One line of a campaign's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; null: OtEdge itself.</param>
/// <param name="What">What happened.</param>
public sealed record CampaignMarkView(DateTimeOffset At, string? By, string What);
