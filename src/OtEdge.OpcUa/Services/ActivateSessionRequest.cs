using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>Parameters of an ActivateSession request (OPC UA Part 4 cl. 5.6.3).</summary>
public readonly ref struct ActivateSessionRequest
{
    internal ActivateSessionRequest(scoped ref UaReader reader)
    {
        reader.String();
        ClientSignature = reader.ByteString();
        int certificates = reader.ArrayLength(8);
        for (int i = 0; i < certificates && !reader.HasFailed; i++)
        {
            reader.ByteString();
            reader.ByteString();
        }

        SessionShapes.Strings(ref reader);
        ExtensionObjectRef token = reader.ExtensionObject();
        reader.String();
        UserSignature = reader.ByteString();
        UserToken = new UserTokenRef(token, ref reader);
    }

    /// <summary>The client's signature over the server's certificate and last nonce; empty without protection.</summary>
    public ReadOnlySpan<byte> ClientSignature { get; }

    /// <summary>Who the user says to be.</summary>
    public UserTokenRef UserToken { get; }

    /// <summary>The user's signature over the server's certificate and last nonce; empty: the token needs none.</summary>
    public ReadOnlySpan<byte> UserSignature { get; }

    /// <summary>Reads the parameters of a request.</summary>
    public static WireFault TryRead(in ServiceRequest request, out ActivateSessionRequest parameters)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        parameters = new ActivateSessionRequest(ref reader);
        reader.End();
        return reader.Fault;
    }
}
