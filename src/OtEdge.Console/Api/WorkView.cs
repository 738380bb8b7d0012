namespace OtEdge.Console.Api;

/// <summary>How far long work is.</summary>
/// <param name="Share">0 to 1.</param>
public sealed record WorkView(double Share);
