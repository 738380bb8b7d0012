using System.Net;

namespace OtEdge.Conduits;

/// <summary>A device that has called in and waits for a client.</summary>
/// <param name="Peer">Where it called from.</param>
/// <param name="ServerUri">The application URI that it gave.</param>
/// <param name="EndpointUrl">The URL that it wants to be greeted with.</param>
/// <param name="Since">When it called.</param>
public sealed record WaitingDevice(IPEndPoint Peer, string ServerUri, string EndpointUrl, DateTimeOffset Since);
