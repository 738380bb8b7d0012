namespace OtEdge.Core.Policy;

/// <summary>What kind of thing an operation does, in any protocol.</summary>
public enum OperationClass
{
    /// <summary>Bytes that are no valid operation.</summary>
    Malformed = 0,

    /// <summary>Reads process values or identification.</summary>
    Read = 1,

    /// <summary>Writes process values.</summary>
    Write = 2,

    /// <summary>Diagnostics that change state, vendor and unknown functions.</summary>
    Admin = 3,

    /// <summary>OPC UA discovery, channel and session services.</summary>
    Session = 4,

    /// <summary>OPC UA view services.</summary>
    Browse = 5,

    /// <summary>OPC UA subscriptions and monitored items.</summary>
    Subscribe = 6,

    /// <summary>OPC UA history reads.</summary>
    History = 7,

    /// <summary>OPC UA method calls.</summary>
    Call = 8,
}
