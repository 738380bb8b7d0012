namespace OtEdge.Modbus;

/// <summary>Exception codes (Modbus application protocol V1.1b3 cl. 7).</summary>
public static class ExceptionCode
{
    /// <summary>The function is not allowed.</summary>
    public const byte IllegalFunction = 0x01;

    /// <summary>An address is not allowed.</summary>
    public const byte IllegalDataAddress = 0x02;

    /// <summary>A value or the structure of the request is not allowed.</summary>
    public const byte IllegalDataValue = 0x03;

    /// <summary>The server failed while it did what was asked.</summary>
    public const byte ServerDeviceFailure = 0x04;

    /// <summary>The server has begun something long; some clients repeat the write on it, so OtEdge never sends it.</summary>
    public const byte Acknowledge = 0x05;

    /// <summary>The server is busy; some clients retry for ever on it, so OtEdge never sends it.</summary>
    public const byte ServerDeviceBusy = 0x06;

    /// <summary>The server cannot do the program function (older editions of the protocol).</summary>
    public const byte NegativeAcknowledge = 0x07;

    /// <summary>The extended memory failed its parity check.</summary>
    public const byte MemoryParityError = 0x08;

    /// <summary>The gateway has no path to the device.</summary>
    public const byte GatewayPathUnavailable = 0x0A;

    /// <summary>The device behind the gateway does not answer.</summary>
    public const byte GatewayTargetFailedToRespond = 0x0B;

    /// <summary>True for a code that the protocol defines.</summary>
    public static bool IsKnown(byte code) =>
        code is (>= IllegalFunction and <= MemoryParityError) or GatewayPathUnavailable or GatewayTargetFailedToRespond;
}
