namespace OtEdge.Settings.Model;

/// <summary>How much must have been seen before a change is ready (`coverage`).</summary>
/// <param name="Episodes">Episodes of every regime. Default 20.</param>
/// <param name="Flat">Last episodes without a new flow. Default 3.</param>
/// <param name="SoakEpisodes">Episodes of every regime that a soak lasts. Default 1.</param>
public sealed record CoverageSettings(int Episodes = 20, int Flat = 3, int SoakEpisodes = 1);
