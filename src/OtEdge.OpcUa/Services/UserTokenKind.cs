namespace OtEdge.OpcUa.Services;

/// <summary>Kinds of user identity tokens (OPC UA Part 4 cl. 7.42); unlike the wire's enumeration, 0 is a token that is not known.</summary>
public enum UserTokenKind
{
    /// <summary>A token of another type, or one that is not binary.</summary>
    Unknown = 0,

    /// <summary>Nobody in particular; also no token at all.</summary>
    Anonymous,

    /// <summary>User name and password.</summary>
    UserName,

    /// <summary>A certificate of the user.</summary>
    Certificate,

    /// <summary>A token that another service has issued.</summary>
    Issued,
}
