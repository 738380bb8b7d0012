namespace OtEdge.Modbus;

/// <summary>How a reply fits the request that it answers.</summary>
public enum ReplyCheck
{
    /// <summary>A normal reply of the right shape.</summary>
    Ok = 0,

    /// <summary>An exception with a code that the protocol defines.</summary>
    Exception,

    /// <summary>An exception with another code; gateways of some vendors use 41h and above.</summary>
    UnknownException,

    /// <summary>It answers another transaction.</summary>
    WrongTransaction,

    /// <summary>It comes from another unit; some direct devices answer so.</summary>
    WrongUnit,

    /// <summary>It answers another function, sub-function or MEI type.</summary>
    WrongFunction,

    /// <summary>Its length, or its byte count, is not what the request asked for.</summary>
    WrongLength,

    /// <summary>What it must repeat of the request differs.</summary>
    WrongEcho,

    /// <summary>Its parts do not add up: file groups, FIFO counts, identification objects.</summary>
    WrongStructure,
}
