namespace OtEdge.Console.Api;

/// <summary>What one guard says now.</summary>
/// <param name="Guard">own-health, heartbeat, refused-flows, client-silence, sessions, exceptions or device-latency.</param>
/// <param name="State">pass, breach or unknown.</param>
/// <param name="Why">What it goes by, one sentence.</param>
public sealed record GuardView(string Guard, string State, string Why);
