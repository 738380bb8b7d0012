namespace OtEdge.Core.Zones;

/// <summary>How OtEdge tells a device who a client's user is.</summary>
public enum DeviceUserKind
{
    /// <summary>As the client says it: anonymous, or a user name whose password is encrypted anew.</summary>
    Passthrough = 0,

    /// <summary>Nobody in particular.</summary>
    Anonymous,

    /// <summary>A user name, its password in a file.</summary>
    Name,

    /// <summary>A certificate whose key OtEdge holds.</summary>
    Certificate,
}
