namespace OtEdge.OpcUa.Services;

/// <summary>What names the keys of a secure channel.</summary>
/// <param name="ChannelId">Id of the channel.</param>
/// <param name="TokenId">Id of the token.</param>
public readonly record struct SecurityTokenIds(uint ChannelId, uint TokenId);
