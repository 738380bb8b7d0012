namespace OtEdge.Core.Zones;

/// <summary>Where a device listens.</summary>
/// <param name="Host">IP address or host name.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
public sealed record DeviceAddress(string Host, int Port)
{
    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
