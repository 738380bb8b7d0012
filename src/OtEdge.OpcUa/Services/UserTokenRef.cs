using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>A user identity token that stays in the message it was read from (OPC UA Part 4 cl. 7.42).</summary>
public readonly ref struct UserTokenRef
{
    internal UserTokenRef(ExtensionObjectRef token, scoped ref UaReader outer)
    {
        if (token.IsNull)
        {
            Kind = UserTokenKind.Anonymous;
            return;
        }

        Kind = token.Encoding != ExtensionObjectEncoding.Binary ? UserTokenKind.Unknown : KindOf(token.TypeId);
        if (Kind == UserTokenKind.Unknown)
        {
            return;
        }

        UaReader reader = outer.Inside(token.Body);
        PolicyId = reader.String();
        switch (Kind)
        {
            case UserTokenKind.UserName:
                UserName = reader.String();
                Secret = reader.ByteString();
                EncryptionAlgorithm = reader.String();
                break;
            case UserTokenKind.Certificate:
                Certificate = reader.ByteString();
                break;
            case UserTokenKind.Issued:
                Secret = reader.ByteString();
                EncryptionAlgorithm = reader.String();
                break;
        }

        reader.End();
        if (reader.HasFailed)
        {
            outer.Fail(WireFaultKind.ExtensionObjectBody);
        }
    }

    /// <summary>What the token is.</summary>
    public UserTokenKind Kind { get; }

    /// <summary>Which of the endpoint's token policies it follows, UTF-8.</summary>
    public ReadOnlySpan<byte> PolicyId { get; }

    /// <summary>The user's name, UTF-8.</summary>
    public ReadOnlySpan<byte> UserName { get; }

    /// <summary>Password or issued token, mostly encrypted.</summary>
    public ReadOnlySpan<byte> Secret { get; }

    /// <summary>URI of the algorithm of the secret; empty: in the clear.</summary>
    public ReadOnlySpan<byte> EncryptionAlgorithm { get; }

    /// <summary>The user's certificate, DER.</summary>
    public ReadOnlySpan<byte> Certificate { get; }

    private static UserTokenKind KindOf(NodeIdRef type) => type.Kind != NodeIdKind.Numeric || type.NamespaceIndex != 0
        ? UserTokenKind.Unknown
        : type.Numeric switch
        {
            321 => UserTokenKind.Anonymous,
            324 => UserTokenKind.UserName,
            327 => UserTokenKind.Certificate,
            940 => UserTokenKind.Issued,
            _ => UserTokenKind.Unknown,
        };
}
