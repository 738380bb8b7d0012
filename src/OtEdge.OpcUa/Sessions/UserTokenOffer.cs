using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Sessions;

/// <summary>A way for users to say who they are (UserTokenPolicy, OPC UA Part 4, 7.42).</summary>
public sealed record UserTokenOffer
{
    /// <summary>Nobody in particular (UserTokenType, OPC UA Part 4, 7.43).</summary>
    public const uint Anonymous = 0;

    /// <summary>A user name with a password.</summary>
    public const uint UserName = 1;

    /// <summary>A certificate with a signature by its key.</summary>
    public const uint Certificate = 2;

    /// <summary>Fewest bytes of one on the wire.</summary>
    internal const int BytesMin = 20;

    /// <summary>How clients name it.</summary>
    public required string PolicyId { get; init; }

    /// <summary>0 anonymous, 1 user name, 2 certificate, 3 issued token.</summary>
    public required uint TokenType { get; init; }

    /// <summary>Kind of an issued token; null: none.</summary>
    public string? IssuedTokenType { get; init; }

    /// <summary>Where issued tokens are made; null: nowhere.</summary>
    public string? IssuerEndpointUrl { get; init; }

    /// <summary>Security policy of the secret; null: that of the channel.</summary>
    public string? SecurityPolicyUri { get; init; }

    internal static UserTokenOffer Read(ref UaReader reader) => new()
    {
        PolicyId = Text.Read(ref reader) ?? "",
        TokenType = reader.UInt32(),
        IssuedTokenType = Text.Read(ref reader),
        IssuerEndpointUrl = Text.Read(ref reader),
        SecurityPolicyUri = Text.Read(ref reader),
    };

    internal void Write(UaWriter writer)
    {
        writer.String(PolicyId);
        writer.UInt32(TokenType);
        writer.String(IssuedTokenType);
        writer.String(IssuerEndpointUrl);
        writer.String(SecurityPolicyUri);
    }
}
