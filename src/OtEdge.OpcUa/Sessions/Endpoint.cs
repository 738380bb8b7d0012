using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.OpcUa.Sessions;

/// <summary>One way into a server (EndpointDescription, OPC UA Part 4, 7.14).</summary>
public sealed record Endpoint
{
    /// <summary>Transport profile of opc.tcp.</summary>
    public const string BinaryTransport = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";

    private const int EndpointsMax = 256;
    private const int BytesMin = 50;
    private const int UserTokensMax = 64;

    /// <summary>What clients dial.</summary>
    public required string Url { get; init; }

    /// <summary>The server's application.</summary>
    public required ServerDescription Server { get; init; }

    /// <summary>The server's certificate, DER, perhaps with its chain; empty: none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The mode.</summary>
    public required MessageSecurityMode Mode { get; init; }

    /// <summary>Name of the policy on the wire.</summary>
    public required string PolicyUri { get; init; }

    /// <summary>How users say who they are.</summary>
    public required IReadOnlyList<UserTokenOffer> UserTokens { get; init; }

    /// <summary>The transport.</summary>
    public string TransportUri { get; init; } = BinaryTransport;

    /// <summary>Which of two endpoints of a server is safer: the greater one.</summary>
    public byte Level { get; init; }

    /// <summary>Reads an array of endpoints.</summary>
    /// <returns>Empty, and a fault of the reader, when it is none.</returns>
    public static IReadOnlyList<Endpoint> ReadAll(ref UaReader reader)
    {
        int count = reader.ArrayLength(BytesMin);
        if (count > EndpointsMax)
        {
            reader.Fail(WireFaultKind.ArrayLength, EndpointsMax, count);
        }

        List<Endpoint> found = [];
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            found.Add(Read(ref reader));
        }

        return reader.HasFailed ? [] : found;
    }

    /// <summary>Writes an array of endpoints.</summary>
    public static void WriteAll(IReadOnlyList<Endpoint> endpoints, UaWriter writer)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Int32(endpoints.Count);
        foreach (var endpoint in endpoints)
        {
            endpoint.Write(writer);
        }
    }

    private static Endpoint Read(ref UaReader reader)
    {
        string url = Text.Read(ref reader) ?? "";
        var server = ServerDescription.Read(ref reader);
        byte[] certificate = reader.ByteString().ToArray();
        var mode = unchecked((MessageSecurityMode)reader.UInt32());
        string policyUri = Text.Read(ref reader) ?? "";
        int tokens = reader.ArrayLength(UserTokenOffer.BytesMin);
        if (tokens > UserTokensMax)
        {
            reader.Fail(WireFaultKind.ArrayLength, UserTokensMax, tokens);
        }

        List<UserTokenOffer> offers = [];
        for (int i = 0; i < tokens && !reader.HasFailed; i++)
        {
            offers.Add(UserTokenOffer.Read(ref reader));
        }

        return new Endpoint
        {
            Url = url,
            Server = server,
            Certificate = certificate,
            Mode = mode,
            PolicyUri = policyUri,
            UserTokens = offers,
            TransportUri = Text.Read(ref reader) ?? "",
            Level = reader.Byte(),
        };
    }

    private void Write(UaWriter writer)
    {
        writer.String(Url);
        Server.Write(writer);
        if (Certificate.IsEmpty)
        {
            writer.Null();
        }
        else
        {
            writer.String(Certificate.Span);
        }

        writer.UInt32((uint)Mode);
        writer.String(PolicyUri);
        writer.Int32(UserTokens.Count);
        foreach (var offer in UserTokens)
        {
            offer.Write(writer);
        }

        writer.String(TransportUri);
        writer.Byte(Level);
    }
}
