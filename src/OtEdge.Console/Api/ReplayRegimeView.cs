namespace OtEdge.Console.Api;

/// <summary>What a replay came across in one operating regime.</summary>
/// <param name="Regime">Its name.</param>
/// <param name="Requests">Requests in it.</param>
/// <param name="WouldBeRefused">Of these, how many would be refused.</param>
public sealed record ReplayRegimeView(string Regime, long Requests, long WouldBeRefused);
