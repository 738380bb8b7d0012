namespace OtEdge.Modbus;

/// <summary>What is wrong with a peer's bytes.</summary>
public enum WireFaultKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Framing: the protocol identifier is not 0.</summary>
    ProtocolId,

    /// <summary>Framing: the length field counts less than a unit and a function code.</summary>
    LengthTooShort,

    /// <summary>Framing: the length field counts more than the limit.</summary>
    LengthTooLong,

    /// <summary>Framing: the length field and the bytes given differ; only of bytes that were not framed before.</summary>
    LengthMismatch,

    /// <summary>The function code is 0 or has the exception bit.</summary>
    FunctionCode,

    /// <summary>The PDU is not as long as its function code and byte count say.</summary>
    PduLength,

    /// <summary>The byte count does not fit the quantity.</summary>
    ByteCount,

    /// <summary>The quantity of bits to read is outside 1 to 2000.</summary>
    BitsRead,

    /// <summary>The quantity of registers to read is outside 1 to 125.</summary>
    RegistersRead,

    /// <summary>The quantity of coils to write is outside 1 to 1968.</summary>
    BitsWritten,

    /// <summary>The quantity of registers to write is outside 1 to 123.</summary>
    RegistersWritten,

    /// <summary>The quantity of registers to write of function 23 is outside 1 to 121.</summary>
    RegistersReadWritten,

    /// <summary>Address and quantity reach beyond 65535.</summary>
    AddressWrap,

    /// <summary>The value of a single coil is neither 0000 nor FF00.</summary>
    CoilValue,

    /// <summary>The diagnostics sub-function is not defined.</summary>
    DiagnosticCode,

    /// <summary>The byte count of file records is out of bounds.</summary>
    FileByteCount,

    /// <summary>The reference type of a file record is not 6.</summary>
    FileReferenceType,

    /// <summary>The file number is 0.</summary>
    FileNumber,

    /// <summary>A file record is above 9999, or no record is meant.</summary>
    FileRecordRange,

    /// <summary>The reply to a file read would not fit a frame.</summary>
    FileReplyTooLong,

    /// <summary>The device identification code is outside 1 to 4.</summary>
    DeviceIdCode,
}
