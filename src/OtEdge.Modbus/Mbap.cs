namespace OtEdge.Modbus;

/// <summary>Sizes of the Modbus TCP frame (Modbus messaging on TCP/IP V1.0b cl. 3.1.3).</summary>
public static class Mbap
{
    /// <summary>Bytes of the MBAP header: transaction 2, protocol 2, length 2, unit 1.</summary>
    public const int HeaderBytes = 7;

    /// <summary>Bytes that the length field does not count: everything up to and including itself.</summary>
    public const int BytesBeforeLengthCounts = 6;

    /// <summary>Most bytes of an ordinary ADU: header and a PDU of 253 (Modbus application protocol V1.1b3 cl. 4.1).</summary>
    public const int AduBytesMax = 260;

    /// <summary>Most bytes of an ADU that can be allowed at all, and only for function 90.</summary>
    public const int AduBytesLimit = 1100;

    /// <summary>Fewest bytes of an ADU: header and a function code.</summary>
    public const int AduBytesMin = HeaderBytes + 1;

    /// <summary>Most bytes of an ordinary PDU (Modbus application protocol V1.1b3 cl. 4.1).</summary>
    public const int PduBytesMax = 253;

    /// <summary>The unit identifier that addresses every device behind a serial gateway, and a device itself elsewhere.</summary>
    public const byte UnitZero = 0;

    /// <summary>The unit identifier of a device that is not behind a gateway (TCP/IP V1.0b cl. 4.4.2.1).</summary>
    public const byte UnitOfDirectDevice = 255;
}
