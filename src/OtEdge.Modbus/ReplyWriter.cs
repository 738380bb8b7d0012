namespace OtEdge.Modbus;

/// <summary>
/// Writes replies, each with a method that returns the bytes of the ADU. What is given is not checked against the request; a
/// value that does not fit its field throws.
/// </summary>
public readonly ref struct ReplyWriter
{
    /// <summary>Bytes of an exception's ADU.</summary>
    public const int ExceptionAduBytes = Mbap.HeaderBytes + 2;

    private readonly Span<byte> buffer;
    private readonly ushort transactionId;
    private readonly byte unit;

    /// <summary>Prepares a writer.</summary>
    /// <param name="buffer">Where the ADU goes; <see cref="Mbap.AduBytesMax"/> bytes are always enough for a public function.</param>
    /// <param name="transactionId">Transaction identifier of the request.</param>
    /// <param name="unit">Unit identifier of the request.</param>
    public ReplyWriter(Span<byte> buffer, ushort transactionId, byte unit)
    {
        this.buffer = buffer;
        this.transactionId = transactionId;
        this.unit = unit;
    }

    /// <summary>Writes an exception.</summary>
    /// <param name="function">Function of the request; its exception bit is set whatever it was.</param>
    /// <param name="code">See <see cref="ExceptionCode"/>.</param>
    public int Exception(byte function, byte code)
    {
        var adu = Begin((byte)(function | FunctionCode.ExceptionBit));
        adu.Byte(code);
        return adu.Finish();
    }

    /// <summary>Writes read registers: functions 3, 4, 23.</summary>
    public int Registers(byte function, ReadOnlySpan<ushort> values)
    {
        var adu = Begin(function);
        adu.Byte(values.Length * 2);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes a byte count and bytes: packed bits of functions 1 and 2, the bodies of 12, 17 and 20.</summary>
    public int Counted(byte function, ReadOnlySpan<byte> bytes)
    {
        var adu = Begin(function);
        adu.Byte(bytes.Length);
        adu.Bytes(bytes);
        return adu.Finish();
    }

    /// <summary>Writes the acknowledgement of a write: what functions 5, 6, 15, 16, 21, 22 and 8/0 repeat of the request.</summary>
    public int WriteDone(in ModbusRequest request)
    {
        var pending = PendingRequest.Of(request);
        return Opaque(request.Function, request.Pdu[1..pending.EchoBytes]);
    }

    /// <summary>Writes function 7.</summary>
    public int ExceptionStatus(byte status) => Opaque(FunctionCode.ReadExceptionStatus, [status]);

    /// <summary>Writes function 8 with one word of data.</summary>
    public int Diagnostics(int sub, ushort value)
    {
        var adu = Begin(FunctionCode.Diagnostics);
        adu.Word(sub);
        adu.Word(value);
        return adu.Finish();
    }

    /// <summary>Writes function 11.</summary>
    public int CommEventCounter(ushort status, ushort count)
    {
        var adu = Begin(FunctionCode.GetCommEventCounter);
        adu.Word(status);
        adu.Word(count);
        return adu.Finish();
    }

    /// <summary>Writes function 20 for one group of records.</summary>
    public int FileRecord(ReadOnlySpan<ushort> values)
    {
        var adu = Begin(FunctionCode.ReadFileRecord);
        adu.Byte(2 + (values.Length * 2));
        adu.Byte(1 + (values.Length * 2));
        adu.Byte(RequestParser.FileReferenceType);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes function 24.</summary>
    public int FifoQueue(ReadOnlySpan<ushort> values)
    {
        var adu = Begin(FunctionCode.ReadFifoQueue);
        adu.Word(2 + (values.Length * 2));
        adu.Word(values.Length);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes function 43 with MEI type 14, in one reply without more to follow.</summary>
    /// <param name="code">The request's code.</param>
    /// <param name="conformity">Conformity level, such as 0x81.</param>
    /// <param name="count">Number of objects.</param>
    /// <param name="objects">Each as identifier, length, value.</param>
    public int DeviceIdentification(byte code, byte conformity, byte count, ReadOnlySpan<byte> objects)
    {
        var adu = Begin(FunctionCode.EncapsulatedInterfaceTransport);
        adu.Byte(MeiType.ReadDeviceIdentification);
        adu.Byte(code);
        adu.Byte(conformity);
        adu.Word(0);
        adu.Byte(count);
        adu.Bytes(objects);
        return adu.Finish();
    }

    /// <summary>Writes any function with a body as it is.</summary>
    public int Opaque(byte function, ReadOnlySpan<byte> body)
    {
        var adu = Begin(function);
        adu.Bytes(body);
        return adu.Finish();
    }

    private AduBuffer Begin(byte function)
    {
        var adu = new AduBuffer(buffer, transactionId, unit);
        adu.Byte(function);
        return adu;
    }
}
