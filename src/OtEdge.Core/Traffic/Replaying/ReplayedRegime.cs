namespace OtEdge.Core.Traffic.Replaying;

/// <summary>What a replay came across in one operating regime.</summary>
/// <param name="Regime">Its name.</param>
/// <param name="Requests">Requests in it.</param>
/// <param name="WouldBeRefused">Of these, how many would be refused.</param>
public sealed record ReplayedRegime(string Regime, long Requests, long WouldBeRefused);
