namespace OtEdge.Console.Serving;

/// <summary>Who is behind a request that came over the network.</summary>
/// <param name="Name">The account.</param>
internal sealed record SignedIn(string Name);
