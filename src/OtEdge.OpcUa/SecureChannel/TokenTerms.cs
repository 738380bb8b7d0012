namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What a server grants with a token.</summary>
/// <param name="Id">The token's number.</param>
/// <param name="Lifetime">How long it is good.</param>
public readonly record struct TokenTerms(uint Id, TimeSpan Lifetime);
