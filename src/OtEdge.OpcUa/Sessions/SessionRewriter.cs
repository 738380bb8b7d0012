using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;

namespace OtEdge.OpcUa.Sessions;

/// <summary>
/// Rewrites the messages that make a session (OPC UA Part 4, 5.6) for the other side of a gateway: certificates, nonces, signatures and
/// addresses are the gateway's own on each side; everything else passes byte for byte.
/// </summary>
public static class SessionRewriter
{
    /// <summary>A CreateSession request as the gateway asks the device.</summary>
    /// <param name="request">As the client has sent it.</param>
    /// <param name="side">What the gateway is to the device.</param>
    /// <param name="writer">Where to.</param>
    public static WireFault CreateRequest(in ServiceRequest request, SessionSide side, UaWriter writer)
    {
        ArgumentNullException.ThrowIfNull(side);
        var reader = Begin(request.Body, request.ParametersStart, writer);
        reader.String();
        writer.String(side.ApplicationUri);
        int from = reader.Position;
        reader.String();
        reader.LocalizedText();
        reader.UInt32();
        reader.String();
        reader.String();
        Strings(ref reader);
        writer.Raw(reader.Since(from));
        reader.String();
        writer.Null();
        reader.String();
        writer.String(side.EndpointUrl);
        from = reader.Position;
        reader.String();
        writer.Raw(reader.Since(from));
        reader.ByteString();
        reader.ByteString();
        Bytes(writer, side.Nonce.Span);
        Bytes(writer, side.Certificate.Span);
        from = reader.Position;
        reader.Double();
        writer.Raw(reader.Since(from));
        writer.UInt32(Smaller(reader.UInt32(), side.MessageBytesMax));
        reader.End();
        return reader.Fault;
    }

    /// <summary>A CreateSession response as the gateway answers the client.</summary>
    /// <param name="response">As the device has sent it.</param>
    /// <param name="side">What the gateway is to the client.</param>
    /// <param name="proof">The gateway's signature for the client; null: the channel has no protection.</param>
    /// <param name="endpoints">Exactly those that GetEndpoints tells the client.</param>
    /// <param name="writer">Where to.</param>
    public static WireFault CreateResponse(
        in ServiceResponse response, SessionSide side, SignedBy? proof, IReadOnlyList<Endpoint> endpoints, UaWriter writer)
    {
        ArgumentNullException.ThrowIfNull(side);
        var reader = Begin(response.Body, response.ParametersStart, writer);
        int from = reader.Position;
        reader.NodeId();
        reader.NodeId();
        reader.Double();
        writer.Raw(reader.Since(from));
        reader.ByteString();
        reader.ByteString();
        Bytes(writer, side.Nonce.Span);
        Bytes(writer, side.Certificate.Span);
        Endpoint.ReadAll(ref reader);
        Endpoint.WriteAll(endpoints, writer);
        SignedCertificates(ref reader);
        writer.Null();
        reader.String();
        reader.ByteString();
        Proof(writer, proof);
        writer.UInt32(Smaller(reader.UInt32(), side.MessageBytesMax));
        reader.End();
        return reader.Fault;
    }

    /// <summary>An ActivateSession request as the gateway asks the device. A user's own signature cannot pass: it is left out, or made anew.</summary>
    /// <param name="request">As the client has sent it.</param>
    /// <param name="proof">The gateway's signature for the device; null: the channel has no protection.</param>
    /// <param name="userToken">The identity token for the device as a whole ExtensionObject; empty: as it came.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="userProof">The signature of the user that the token names; null (the default): the token needs none.</param>
    public static WireFault ActivateRequest(
        in ServiceRequest request, SignedBy? proof, ReadOnlySpan<byte> userToken, UaWriter writer, SignedBy? userProof = null)
    {
        var reader = Begin(request.Body, request.ParametersStart, writer);
        reader.String();
        reader.ByteString();
        Proof(writer, proof);
        int from = reader.Position;
        SignedCertificates(ref reader);
        Strings(ref reader);
        writer.Raw(reader.Since(from));
        from = reader.Position;
        reader.ExtensionObject();
        writer.Raw(userToken.IsEmpty ? reader.Since(from) : userToken);
        reader.String();
        reader.ByteString();
        Proof(writer, userProof);
        reader.End();
        return reader.Fault;
    }

    /// <summary>An ActivateSession response as the gateway answers the client.</summary>
    /// <param name="response">As the device has sent it.</param>
    /// <param name="nonce">The gateway's next nonce for the client.</param>
    /// <param name="writer">Where to.</param>
    public static WireFault ActivateResponse(in ServiceResponse response, ReadOnlySpan<byte> nonce, UaWriter writer)
    {
        var reader = Begin(response.Body, response.ParametersStart, writer);
        reader.ByteString();
        Bytes(writer, nonce);
        writer.Raw(reader.Rest);
        return reader.Fault;
    }

    /// <summary>A user name token with its secret encrypted for a server, as a whole ExtensionObject.</summary>
    /// <param name="policyId">The server's name for this way of saying who one is.</param>
    /// <param name="userName">The user, UTF-8.</param>
    /// <param name="secret">The encrypted secret.</param>
    /// <param name="policy">By which policy it was encrypted; None: it is not, because the whole channel is.</param>
    /// <param name="writer">Where to.</param>
    public static void UserNameToken(
        string policyId, ReadOnlySpan<byte> userName, ReadOnlySpan<byte> secret, SecurityPolicy policy, UaWriter writer)
    {
        const uint UserNameIdentityToken = 324;
        const byte IsBinary = 1;
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId(UserNameIdentityToken);
        writer.Byte(IsBinary);
        int length = writer.ReserveInt32();
        int start = writer.Count;
        writer.String(policyId);
        writer.String(userName);
        writer.String(secret);
        writer.String(policy.Rsa?.EncryptionUri);
        writer.PatchInt32(length, writer.Count - start);
    }

    /// <summary>A token of nobody in particular, as a whole ExtensionObject.</summary>
    /// <param name="policyId">The server's name for this way of saying who one is.</param>
    /// <param name="writer">Where to.</param>
    public static void AnonymousToken(string policyId, UaWriter writer)
    {
        const uint AnonymousIdentityToken = 321;
        const byte IsBinary = 1;
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId(AnonymousIdentityToken);
        writer.Byte(IsBinary);
        int length = writer.ReserveInt32();
        int start = writer.Count;
        writer.String(policyId);
        writer.PatchInt32(length, writer.Count - start);
    }

    /// <summary>A token of the holder of a certificate, as a whole ExtensionObject; the holder's signature goes beside it.</summary>
    /// <param name="policyId">The server's name for this way of saying who one is.</param>
    /// <param name="certificate">The user's certificate, DER.</param>
    /// <param name="writer">Where to.</param>
    public static void CertificateToken(string policyId, ReadOnlySpan<byte> certificate, UaWriter writer)
    {
        const uint X509IdentityToken = 327;
        const byte IsBinary = 1;
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId(X509IdentityToken);
        writer.Byte(IsBinary);
        int length = writer.ReserveInt32();
        int start = writer.Count;
        writer.String(policyId);
        writer.String(certificate);
        writer.PatchInt32(length, writer.Count - start);
    }

    private static UaReader Begin(ReadOnlySpan<byte> body, int parametersStart, UaWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Raw(body[..parametersStart]);
        return new UaReader(body[parametersStart..]);
    }

    // 0 means: no limit.
    private static uint Smaller(uint first, uint second) => first == 0 || (second != 0 && second < first) ? second : first;

    private static void Bytes(UaWriter writer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            writer.Null();
        }
        else
        {
            writer.String(bytes);
        }
    }

    private static void Proof(UaWriter writer, SignedBy? proof)
    {
        writer.String(proof?.Algorithm);
        Bytes(writer, proof is null ? default : proof.Signature.Span);
    }

    private static void Strings(ref UaReader reader)
    {
        int count = reader.ArrayLength(4);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.String();
        }
    }

    private static void SignedCertificates(ref UaReader reader)
    {
        int count = reader.ArrayLength(8);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.ByteString();
            reader.ByteString();
        }
    }
}
