using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Sessions;

/// <summary>
/// The client's end of a session: writes requests, and reads their answers. It has no I/O. An answer that makes
/// the session impossible is told as a sentence about the server; null: all is well.
/// </summary>
/// <param name="options">What it needs to know.</param>
public sealed class ClientSession(ClientSessionOptions options)
{
    private const uint TimeoutMilliseconds = 10_000;
    private const uint ValueAttribute = 13;
    private const uint HasProperty = 46;
    private const uint NoTimestamps = 3;
    private const int NonceBytes = 32;
    private readonly byte[] nonce = new byte[NonceBytes];
    private NodeId token = new(0, 0);
    private uint handle;

    /// <summary>The server's last nonce; empty before <see cref="TakeCreated"/>.</summary>
    public byte[] ServerNonce { get; private set; } = [];

    /// <summary>Writes the request that makes the session.</summary>
    public void WriteCreate(UaWriter writer, DateTimeOffset now)
    {
        const uint Client = 1;
        Begin(writer, ServiceType.CreateSession, now);
        writer.String(options.ApplicationUri);
        writer.String("urn:otedge");
        writer.Byte(2);
        writer.String("OtEdge");
        writer.UInt32(Client);
        writer.Null();
        writer.Null();
        writer.Null();
        writer.Null();
        writer.String(options.EndpointUrl);
        writer.String("OtEdge reads tags");
        options.Random(nonce);
        writer.String(nonce);
        if (options.Own is { } own)
        {
            writer.String(own.ChainBytes.Span);
        }
        else
        {
            writer.Null();
        }

        writer.Double(options.Timeout.TotalMilliseconds);
        writer.UInt32(0);
    }

    /// <summary>Takes the answer to <see cref="WriteCreate"/>; one that the server did not sign is no good.</summary>
    public string? TakeCreated(ReadOnlySpan<byte> message)
    {
        if (Problem(message, ServiceType.CreateSession, out ServiceResponse response) is { } problem)
        {
            return $"makes no session: {problem}";
        }

        if (!CreateSessionResponse.TryRead(response, out CreateSessionResponse created).IsNone)
        {
            return "makes no session: its answer cannot be read";
        }

        if (options.Policy.IsSecure
            && !(created.ServerCertificate.StartsWith(options.Server!.Certificate.Der.Span)
                && SessionProof.Verify(options.Policy, options.Server, options.Own!, nonce, created.ServerSignature)))
        {
            return "does not prove that it holds the key of its certificate";
        }

        token = new NodeId(created.Token);
        ServerNonce = created.ServerNonce.ToArray();
        return null;
    }

    /// <summary>Writes the request that says who the user is.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="userToken">The identity token, a whole ExtensionObject.</param>
    /// <param name="userProof">The signature beside it; null: it needs none.</param>
    /// <param name="now">The time of day.</param>
    public void WriteActivate(UaWriter writer, ReadOnlySpan<byte> userToken, SignedBy? userProof, DateTimeOffset now)
    {
        Begin(writer, ServiceType.ActivateSession, now);
        if (options.Policy.Rsa is { } rsa)
        {
            writer.String(rsa.SignatureUri);
            writer.String(SessionProof.Sign(options.Policy, options.Own!, options.Server!.Certificate, ServerNonce));
        }
        else
        {
            writer.Null();
            writer.Null();
        }

        writer.Null();
        writer.Null();
        writer.Raw(userToken);
        writer.String(userProof?.Algorithm);
        if (userProof is null)
        {
            writer.Null();
        }
        else
        {
            writer.String(userProof.Signature.Span);
        }
    }

    /// <summary>Takes the answer to <see cref="WriteActivate"/>.</summary>
    public static string? TakeActivated(ReadOnlySpan<byte> message) =>
        Problem(message, ServiceType.ActivateSession, out _) is { } problem ? $"lets OtEdge's user not in: {problem}" : null;

    /// <summary>Writes a Read of the values of nodes, as they are now and not as the server may have kept them.</summary>
    public void WriteRead(UaWriter writer, IReadOnlyList<NodeId> nodes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Begin(writer, ServiceType.Read, now);
        writer.Double(0);
        writer.UInt32(NoTimestamps);
        writer.Int32(nodes.Count);
        foreach (var node in nodes)
        {
            writer.NodeId(node.AsRef());
            writer.UInt32(ValueAttribute);
            writer.Null();
            writer.UInt16(0);
            writer.Null();
        }
    }

    /// <summary>Takes the answer to <see cref="WriteRead"/>: a DataValue for each node, as on the wire.</summary>
    /// <param name="message">The answer.</param>
    /// <param name="count">How many nodes were asked for.</param>
    /// <param name="values">As many DataValues.</param>
    public static string? TakeRead(ReadOnlySpan<byte> message, int count, out IReadOnlyList<byte[]> values) =>
        TakeResults(message, (ServiceType.Read, count), out values);

    /// <summary>Writes a request for the nodes of a property that nodes have.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="property">Its browse name in the namespace of OPC UA, such as EURange.</param>
    /// <param name="now">The time of day.</param>
    public void WriteFindProperty(UaWriter writer, IReadOnlyList<NodeId> nodes, string property, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Begin(writer, ServiceType.TranslateBrowsePaths, now);
        writer.Int32(nodes.Count);
        foreach (var node in nodes)
        {
            writer.NodeId(node.AsRef());
            writer.Int32(1);
            writer.StandardNodeId(HasProperty);
            writer.Boolean(false);
            writer.Boolean(true);
            writer.UInt16(0);
            writer.String(property);
        }
    }

    /// <summary>Takes the answer to <see cref="WriteFindProperty"/>: the property of each node; null where it has none.</summary>
    /// <param name="message">The answer.</param>
    /// <param name="count">How many nodes were asked for.</param>
    /// <param name="properties">As many nodes.</param>
    public static string? TakeProperties(ReadOnlySpan<byte> message, int count, out IReadOnlyList<NodeId?> properties)
    {
        string? problem = TakeResults(message, (ServiceType.TranslateBrowsePaths, count), out IReadOnlyList<byte[]> results);
        properties = [.. results.Select(Target)];
        return problem;
    }

    /// <summary>Writes the request that ends the session.</summary>
    public void WriteClose(UaWriter writer, DateTimeOffset now)
    {
        Begin(writer, ServiceType.CloseSession, now);
        writer.Boolean(true);
    }

    private void Begin(UaWriter writer, ServiceType service, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        handle = unchecked(handle + 1);
        writer.StandardNodeId((uint)service);
        writer.NodeId(token.AsRef());
        writer.Int64(UaTime.Of(now));
        writer.UInt32(handle);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(TimeoutMilliseconds);
        writer.NullExtensionObject();
    }

    private static string? Problem(ReadOnlySpan<byte> message, ServiceType service, out ServiceResponse response) =>
        !ServiceResponse.TryRead(message, out response).IsNone ? "its answer cannot be read"
        : StatusCodes.IsBad(response.Header.ServiceResult) ? $"0x{response.Header.ServiceResult:X8}"
        : response.TypeId != ServiceTypes.ResponseOf(service) ? $"it answers with {response.TypeId} where {ServiceTypes.ResponseOf(service)} was expected"
        : null;

    private static string? TakeResults(ReadOnlySpan<byte> message, (ServiceType Service, int Count) asked, out IReadOnlyList<byte[]> found)
    {
        List<byte[]> each = [];
        found = each;
        if (Problem(message, asked.Service, out ServiceResponse response) is { } problem)
        {
            return $"does not answer {asked.Service}: {problem}";
        }

        var results = new ResponseResults(response, asked.Service);
        while (results.MoveNext())
        {
            each.Add(results.Current.ToArray());
        }

        if (results.Fault.IsNone && each.Count == asked.Count)
        {
            return null;
        }

        found = [];
        return $"answers {asked.Service} wrongly: {(results.Fault.IsNone ? $"{each.Count} results for {asked.Count} nodes" : results.Fault.ToString())}";
    }

    // One that lies at another server, or is found only in part, is none that can be read here.
    private static NodeId? Target(byte[] result)
    {
        const uint Whole = uint.MaxValue;
        var reader = new UaReader(result);
        bool isFound = !StatusCodes.IsBad(reader.UInt32()) && reader.ArrayLength(6) > 0;
        ExpandedNodeIdRef target = isFound ? reader.ExpandedNodeId() : default;
        bool isHere = isFound && reader.UInt32() == Whole && target.ServerIndex == 0 && target.NamespaceUri.IsEmpty;
        return isHere && !reader.HasFailed && !target.Id.IsNull ? new NodeId(target.Id) : null;
    }
}
