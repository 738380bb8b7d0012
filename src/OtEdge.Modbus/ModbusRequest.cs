using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>A request that has passed every check of its function; what it gives cannot fail any more.</summary>
public readonly ref struct ModbusRequest
{
    private readonly ModbusRange read;
    private readonly ModbusRange write;

    internal ModbusRequest(ReadOnlySpan<byte> adu, int sub, ModbusRange read, ModbusRange write)
    {
        Adu = adu;
        Sub = sub;
        this.read = read;
        this.write = write;
    }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Adu { get; }

    /// <summary>Function code and what follows it.</summary>
    public ReadOnlySpan<byte> Pdu => Adu[Mbap.HeaderBytes..];

    /// <summary>Pairs the reply with this request.</summary>
    public ushort TransactionId => BinaryPrimitives.ReadUInt16BigEndian(Adu);

    /// <summary>Unit identifier, 0 to 255.</summary>
    public byte Unit => Adu[6];

    /// <summary>True for unit 0: every device behind a serial gateway, or a direct device itself.</summary>
    public bool IsBroadcastUnit => Unit == Mbap.UnitZero;

    /// <summary>Function code, 1 to 127.</summary>
    public byte Function => Adu[Mbap.HeaderBytes];

    /// <summary>Sub-function of 8, MEI type of 43, second body byte of 90; -1 when there is none.</summary>
    public int Sub { get; }

    /// <summary>What kind of thing it does; 23 counts as a write although it also reads.</summary>
    public FunctionClass Class => ModbusFunctions.ClassOf(Function, Sub);

    /// <summary>True when the body is not understood: vendor and unknown functions, MEI types other than 14.</summary>
    public bool IsOpaque => !RequestParser.IsPublic(Function, Sub);

    /// <summary>
    /// Bits or registers that it reads; empty when it reads none. Function 24 names one pointer, but may return the register
    /// there and 31 after it (cl. 6.18): all of them count as read.
    /// </summary>
    public ModbusRange Read => read;

    /// <summary>Bits or registers that it writes; empty when it writes none.</summary>
    public ModbusRange Write => write;

    /// <summary>
    /// What is written: registers big-endian, bits packed from the least significant (one byte, 0 or 1, for function 5);
    /// empty for reads, for masks and for file records.
    /// </summary>
    public ReadOnlySpan<byte> WriteData => Function switch
    {
        FunctionCode.WriteSingleCoil => Pdu[3] == 0 ? [0] : [1],
        FunctionCode.WriteSingleRegister => Pdu.Slice(3, 2),
        FunctionCode.WriteMultipleCoils or FunctionCode.WriteMultipleRegisters => Pdu[6..],
        FunctionCode.ReadWriteMultipleRegisters => Pdu[10..],
        _ => default,
    };

    /// <summary>True for function 22, whose result depends on the register's present value.</summary>
    public bool IsMask => Function == FunctionCode.MaskWriteRegister;

    /// <summary>AND mask of function 22; otherwise 0.</summary>
    public ushort AndMask => IsMask ? BinaryPrimitives.ReadUInt16BigEndian(Pdu[3..]) : (ushort)0;

    /// <summary>OR mask of function 22; otherwise 0.</summary>
    public ushort OrMask => IsMask ? BinaryPrimitives.ReadUInt16BigEndian(Pdu[5..]) : (ushort)0;

    /// <summary>True for functions 20 and 21, which name <see cref="FileRecords"/> instead of ranges.</summary>
    public bool HasFileRecords => Function is FunctionCode.ReadFileRecord or FunctionCode.WriteFileRecord;

    /// <summary>Groups of file records that functions 20 and 21 name; none for others.</summary>
    public FileRecords FileRecords =>
        HasFileRecords ? new FileRecords(Pdu[2..], Function == FunctionCode.WriteFileRecord) : default;

    /// <summary>False only for diagnostics 4, which makes the device fall silent.</summary>
    public bool HasReply => !(Function == FunctionCode.Diagnostics && Sub == DiagnosticCode.ForceListenOnlyMode);

    /// <summary>Reads and checks one request.</summary>
    /// <param name="adu">Exactly one ADU, as framing gives it.</param>
    /// <param name="request">The request, when the answer is true.</param>
    /// <param name="fault">What is wrong, when the answer is false; unless <see cref="WireFault.IsFraming"/>, the stream can
    /// go on after this ADU.</param>
    /// <returns>True when the request is one that the protocol allows, or opaque.</returns>
    public static bool TryParse(ReadOnlySpan<byte> adu, out ModbusRequest request, out WireFault fault) =>
        RequestParser.TryParse(adu, out request, out fault);
}
