namespace OtEdge.Modbus;

/// <summary>What is wrong with a peer's bytes, as a value.</summary>
/// <param name="Kind">What is wrong; <see cref="WireFaultKind.None"/>: nothing.</param>
/// <param name="Expected">What one number should have been; -1 when the message says it.</param>
/// <param name="Got">What it was.</param>
public readonly record struct WireFault(WireFaultKind Kind, int Expected = -1, int Got = 0)
{
    /// <summary>True when the stream can no longer be framed; false when only this one PDU is wrong.</summary>
    public bool IsFraming => Kind is >= WireFaultKind.ProtocolId and <= WireFaultKind.LengthMismatch;

    /// <summary>What was expected, as a constant sentence.</summary>
    public string Message => Kind switch
    {
        WireFaultKind.None => "nothing is wrong",
        WireFaultKind.ProtocolId => "the MBAP protocol identifier must be 0",
        WireFaultKind.LengthTooShort => "the MBAP length must count a unit and a function code, at least 2",
        WireFaultKind.LengthTooLong => "the MBAP length must not be above 254, or above the conduit's max-adu for function 90",
        WireFaultKind.LengthMismatch => "the MBAP length must count exactly the bytes that follow it",
        WireFaultKind.FunctionCode => "the function code of a request must be 1 to 127",
        WireFaultKind.PduLength => "the MBAP length must equal the length that the function and its byte count imply",
        WireFaultKind.ByteCount => "the byte count must fit the quantity",
        WireFaultKind.BitsRead => "the quantity of bits to read must be 1 to 2000",
        WireFaultKind.RegistersRead => "the quantity of registers to read must be 1 to 125",
        WireFaultKind.BitsWritten => "the quantity of coils to write must be 1 to 1968",
        WireFaultKind.RegistersWritten => "the quantity of registers to write must be 1 to 123",
        WireFaultKind.RegistersReadWritten => "the quantity of registers to write with function 23 must be 1 to 121",
        WireFaultKind.AddressWrap => "address and quantity must not reach beyond 65535",
        WireFaultKind.CoilValue => "the value of a coil must be 0000 or FF00",
        WireFaultKind.DiagnosticCode => "the diagnostics sub-function must be 0 to 4, 10 to 18 or 20",
        WireFaultKind.FileByteCount => "the byte count must be 7 to 245 in steps of 7 to read file records, 9 to 251 to write them",
        WireFaultKind.FileReferenceType => "the reference type of a file record must be 6",
        WireFaultKind.FileNumber => "the file number must be 1 to 65535",
        WireFaultKind.FileRecordRange => "file records must be 0 to 9999, and at least one",
        WireFaultKind.FileReplyTooLong => "the reply to a file read must fit a PDU of 253 bytes",
        WireFaultKind.DeviceIdCode => "the device identification code must be 1 to 4",
        _ => "the bytes are wrong",
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Kind == WireFaultKind.None ? Message
        : Expected >= 0 ? $"{Message}: expected {Expected}, got {Got}"
        : $"{Message}: got {Got}";
}
