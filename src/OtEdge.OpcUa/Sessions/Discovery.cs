using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Sessions;

/// <summary>Asking a server what it offers, and answering in its place (OPC UA Part 4, 5.5).</summary>
public static class Discovery
{
    /// <summary>Writes a GetEndpoints request.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="url">What is dialled.</param>
    /// <param name="now">The time of day.</param>
    public static void WriteGetEndpoints(UaWriter writer, string url, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId((uint)ServiceType.GetEndpoints);
        OpenQuestion.WriteRequestHeader(writer, now, 1);
        writer.String(url);
        writer.Null();
        writer.Null();
    }

    /// <summary>Reads the answer to GetEndpoints; empty when it is none, or names no endpoint.</summary>
    public static IReadOnlyList<Endpoint> ReadEndpoints(ReadOnlySpan<byte> message)
    {
        if (!ServiceResponse.TryRead(message, out var response).IsNone || response.IsFault
            || response.TypeId != ServiceTypes.ResponseOf(ServiceType.GetEndpoints) || StatusCodes.IsBad(response.Header.ServiceResult))
        {
            return [];
        }

        var reader = new UaReader(response.Parameters);
        return Endpoint.ReadAll(ref reader);
    }

    /// <summary>The URL that a client says in GetEndpoints or FindServers; empty: none.</summary>
    public static string UrlOf(in ServiceRequest request)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        return Text.Read(ref reader) ?? "";
    }

    /// <summary>Answers GetEndpoints; a client that asks for other transports only gets an empty list.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">The request.</param>
    /// <param name="endpoints">What is offered.</param>
    /// <param name="now">The time of day.</param>
    public static void AnswerEndpoints(UaWriter writer, in ServiceRequest request, IReadOnlyList<Endpoint> endpoints, DateTimeOffset now)
    {
        Begin(writer, request, ServiceType.GetEndpoints, now);
        Endpoint.WriteAll(Wants(request, Endpoint.BinaryTransport) ? endpoints : [], writer);
    }

    /// <summary>Answers FindServers; a client that asks for other servers only gets an empty list.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">The request.</param>
    /// <param name="server">The one server that is offered.</param>
    /// <param name="now">The time of day.</param>
    public static void AnswerServers(UaWriter writer, in ServiceRequest request, ServerDescription server, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(server);
        Begin(writer, request, ServiceType.FindServers, now);
        bool isWanted = Wants(request, server.ApplicationUri ?? "");
        writer.Int32(isWanted ? 1 : 0);
        if (isWanted)
        {
            server.Write(writer);
        }
    }

    private static void Begin(UaWriter writer, in ServiceRequest request, ServiceType service, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId(ServiceTypes.ResponseOf(service));
        ResponseHeader.Write(writer, UaTime.Of(now), request.Header.Handle, StatusCodes.Good);
    }

    // Both requests have the same shape: URL, locales, and what the answer is to be filtered by; no filter wants everything.
    private static bool Wants(in ServiceRequest request, string what)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        reader.String();
        SessionShapes.Strings(ref reader);
        int count = reader.ArrayLength(4);
        bool isNamed = count <= 0;
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            isNamed |= Text.Read(ref reader) == what;
        }

        return isNamed && !reader.HasFailed;
    }
}
