namespace OtEdge.Console.Api;

/// <summary>A person's yes to a change.</summary>
/// <param name="By">Who.</param>
/// <param name="For">The function they spoke for; null where functions are not asked for.</param>
/// <param name="At">When.</param>
/// <param name="Digest">What they approved: the change and its evidence.</param>
public sealed record ApprovalView(string By, string? For, DateTimeOffset At, string Digest);
