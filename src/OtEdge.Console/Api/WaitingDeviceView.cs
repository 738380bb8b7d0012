namespace OtEdge.Console.Api;

/// <summary>A device that has called in and waits for a client.</summary>
/// <param name="Address">Address and port that it called from.</param>
/// <param name="ServerUri">The application URI that it gave.</param>
/// <param name="EndpointUrl">The URL that it is greeted with.</param>
/// <param name="Since">When it called.</param>
public sealed record WaitingDeviceView(string Address, string ServerUri, string EndpointUrl, DateTimeOffset Since);
