using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Sessions;

/// <summary>An application as discovery tells it (ApplicationDescription, OPC UA Part 4, 7.2).</summary>
public sealed record ServerDescription
{
    private const int UrlsMax = 64;

    /// <summary>The application.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>The product.</summary>
    public string? ProductUri { get; init; }

    /// <summary>Its name for people, as on the wire.</summary>
    public ReadOnlyMemory<byte> Name { get; init; } = new byte[1];

    /// <summary>0 server, 1 client, 2 both, 3 discovery server.</summary>
    public uint Kind { get; init; }

    /// <summary>The gateway before it; null: none.</summary>
    public string? GatewayServerUri { get; init; }

    /// <summary>How it can be discovered; null: it says nothing.</summary>
    public string? DiscoveryProfileUri { get; init; }

    /// <summary>Where it can be discovered.</summary>
    public IReadOnlyList<string> DiscoveryUrls { get; init; } = [];

    /// <summary>Reads one.</summary>
    public static ServerDescription Read(ref UaReader reader)
    {
        string? applicationUri = Text.Read(ref reader);
        string? productUri = Text.Read(ref reader);
        int start = reader.Position;
        reader.LocalizedText();
        byte[] name = reader.Since(start).ToArray();
        uint kind = reader.UInt32();
        string? gateway = Text.Read(ref reader);
        string? profile = Text.Read(ref reader);
        int count = reader.ArrayLength(4);
        if (count > UrlsMax)
        {
            reader.Fail(WireFaultKind.ArrayLength, UrlsMax, count);
        }

        List<string> urls = [];
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            urls.Add(Text.Read(ref reader) ?? "");
        }

        return new ServerDescription
        {
            ApplicationUri = applicationUri,
            ProductUri = productUri,
            Name = name,
            Kind = kind,
            GatewayServerUri = gateway,
            DiscoveryProfileUri = profile,
            DiscoveryUrls = urls,
        };
    }

    /// <summary>Writes it.</summary>
    public void Write(UaWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.String(ApplicationUri);
        writer.String(ProductUri);
        writer.Raw(Name.Span);
        writer.UInt32(Kind);
        writer.String(GatewayServerUri);
        writer.String(DiscoveryProfileUri);
        writer.Int32(DiscoveryUrls.Count);
        foreach (string url in DiscoveryUrls)
        {
            writer.String(url);
        }
    }
}
