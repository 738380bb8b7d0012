namespace OtEdge.Core.Zones;

/// <summary>Clients that wait to be called (OPC UA reverse connect): where they listen, and what they are told.</summary>
/// <param name="Urls">Where they listen, one connection waiting at each.</param>
/// <param name="ServerUri">The application URI of the device, as they are told it.</param>
public sealed record CalledClients(IReadOnlyList<Uri> Urls, string ServerUri)
{
    /// <summary>Wait after a call that failed; twice as long each time, up to twelve times as long. Default 5 s.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override string ToString() =>
        $"clients {string.Join(" ", Urls.Select(url => url.OriginalString))}, server-uri {ServerUri}, retry {Retry}";
}
