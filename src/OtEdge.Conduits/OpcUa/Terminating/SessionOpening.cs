namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A CreateSession request on its way.</summary>
/// <param name="ClientNonce">The client's nonce.</param>
/// <param name="OwnNonce">The nonce that OtEdge gave the device.</param>
/// <param name="Url">What the client has dialled.</param>
internal sealed record SessionOpening(byte[] ClientNonce, byte[] OwnNonce, string Url);
