namespace OtEdge.Core.Staging.Governing;

/// <summary>One person's yes to exactly one change with exactly one evidence.</summary>
/// <param name="By">Who.</param>
/// <param name="For">The function they spoke for; null where functions are not asked for.</param>
/// <param name="At">When.</param>
/// <param name="Digest">What they approved, as in <see cref="ChangeDigest"/>.</param>
public sealed record Approval(string By, PlantFunction? For, DateTimeOffset At, string Digest);
