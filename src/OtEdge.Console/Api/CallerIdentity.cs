namespace OtEdge.Console.Api;

/// <summary>What is known of who is calling.</summary>
/// <param name="Account">The account behind the socket as the kernel knows it; null: not known.</param>
/// <param name="Claimed">Who the client says it is; null: it says nothing.</param>
public sealed record CallerIdentity(string? Account, string? Claimed);
