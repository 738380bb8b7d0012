namespace OtEdge.Modbus;

/// <summary>
/// Writes requests, each with a method that returns the bytes of the ADU. Quantities follow from what is given and are not
/// checked against the protocol's limits; a value that does not fit its field throws.
/// </summary>
public readonly ref struct RequestWriter
{
    private readonly Span<byte> buffer;
    private readonly ushort transactionId;
    private readonly byte unit;

    /// <summary>Prepares a writer.</summary>
    /// <param name="buffer">Where the ADU goes; <see cref="Mbap.AduBytesMax"/> bytes are always enough for a public function.</param>
    /// <param name="transactionId">Transaction identifier.</param>
    /// <param name="unit">Unit identifier.</param>
    public RequestWriter(Span<byte> buffer, ushort transactionId, byte unit)
    {
        this.buffer = buffer;
        this.transactionId = transactionId;
        this.unit = unit;
    }

    /// <summary>Writes a read of bits or registers: functions 1 to 4.</summary>
    public int Read(byte function, int address, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(function, FunctionCode.ReadCoils);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(function, FunctionCode.ReadInputRegisters);
        return ThreeFields(function, address, count);
    }

    /// <summary>Writes function 5.</summary>
    public int WriteSingleCoil(int address, bool value) =>
        ThreeFields(FunctionCode.WriteSingleCoil, address, value ? 0xFF00 : 0);

    /// <summary>Writes function 6.</summary>
    public int WriteSingleRegister(int address, ushort value) =>
        ThreeFields(FunctionCode.WriteSingleRegister, address, value);

    /// <summary>Writes a request without a body: functions 7, 11, 12, 17.</summary>
    public int Bare(byte function) => Opaque(function, default);

    /// <summary>Writes function 8.</summary>
    /// <param name="sub">Sub-function, see <see cref="DiagnosticCode"/>.</param>
    /// <param name="data">One word, or for <see cref="DiagnosticCode.ReturnQueryData"/> any number of words.</param>
    public int Diagnostics(int sub, ReadOnlySpan<byte> data)
    {
        var adu = Begin(FunctionCode.Diagnostics);
        adu.Word(sub);
        adu.Bytes(data);
        return adu.Finish();
    }

    /// <summary>Writes function 15.</summary>
    /// <param name="address">First coil.</param>
    /// <param name="count">Number of coils.</param>
    /// <param name="packed">Their values, see <see cref="PackedBits"/>; at least as many bytes as they take.</param>
    public int WriteMultipleCoils(int address, int count, ReadOnlySpan<byte> packed)
    {
        int bytes = PackedBits.BytesFor(count);
        var adu = Begin(FunctionCode.WriteMultipleCoils);
        adu.Word(address);
        adu.Word(count);
        adu.Byte(bytes);
        adu.Bytes(packed[..bytes]);
        return adu.Finish();
    }

    /// <summary>Writes function 16.</summary>
    public int WriteMultipleRegisters(int address, ReadOnlySpan<ushort> values)
    {
        var adu = Begin(FunctionCode.WriteMultipleRegisters);
        adu.Word(address);
        adu.Word(values.Length);
        adu.Byte(values.Length * 2);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes function 20 for one group of records.</summary>
    public int ReadFileRecord(int file, int record, int count)
    {
        var adu = Begin(FunctionCode.ReadFileRecord);
        adu.Byte(FileRecords.GroupBytes);
        Group(ref adu, file, record, count);
        return adu.Finish();
    }

    /// <summary>Writes function 21 for one group of records.</summary>
    public int WriteFileRecord(int file, int record, ReadOnlySpan<ushort> values)
    {
        var adu = Begin(FunctionCode.WriteFileRecord);
        adu.Byte(FileRecords.GroupBytes + (values.Length * 2));
        Group(ref adu, file, record, values.Length);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes function 22: the register becomes (present AND andMask) OR (orMask AND NOT andMask).</summary>
    public int MaskWriteRegister(int address, ushort andMask, ushort orMask)
    {
        var adu = Begin(FunctionCode.MaskWriteRegister);
        adu.Word(address);
        adu.Word(andMask);
        adu.Word(orMask);
        return adu.Finish();
    }

    /// <summary>Writes function 23; the device writes first, then reads.</summary>
    public int ReadWriteMultipleRegisters(int readAddress, int readCount, int writeAddress, ReadOnlySpan<ushort> values)
    {
        var adu = Begin(FunctionCode.ReadWriteMultipleRegisters);
        adu.Word(readAddress);
        adu.Word(readCount);
        adu.Word(writeAddress);
        adu.Word(values.Length);
        adu.Byte(values.Length * 2);
        adu.Words(values);
        return adu.Finish();
    }

    /// <summary>Writes function 24.</summary>
    public int ReadFifoQueue(int pointer)
    {
        var adu = Begin(FunctionCode.ReadFifoQueue);
        adu.Word(pointer);
        return adu.Finish();
    }

    /// <summary>Writes function 43 with MEI type 14.</summary>
    /// <param name="code">1 basic, 2 regular, 3 extended, 4 one object.</param>
    /// <param name="objectId">First object, or the one.</param>
    public int ReadDeviceIdentification(byte code, byte objectId)
    {
        var adu = Begin(FunctionCode.EncapsulatedInterfaceTransport);
        adu.Byte(MeiType.ReadDeviceIdentification);
        adu.Byte(code);
        adu.Byte(objectId);
        return adu.Finish();
    }

    /// <summary>Writes any function with a body as it is.</summary>
    public int Opaque(byte function, ReadOnlySpan<byte> body)
    {
        var adu = Begin(function);
        adu.Bytes(body);
        return adu.Finish();
    }

    private static void Group(ref AduBuffer adu, int file, int record, int count)
    {
        adu.Byte(RequestParser.FileReferenceType);
        adu.Word(file);
        adu.Word(record);
        adu.Word(count);
    }

    private int ThreeFields(byte function, int first, int second)
    {
        var adu = Begin(function);
        adu.Word(first);
        adu.Word(second);
        return adu.Finish();
    }

    private AduBuffer Begin(byte function)
    {
        var adu = new AduBuffer(buffer, transactionId, unit);
        adu.Byte(function);
        return adu;
    }
}
