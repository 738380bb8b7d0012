using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>What must be remembered of a request to check its reply; a value of fixed size.</summary>
public readonly record struct PendingRequest
{
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashFactor = 1099511628211;

    /// <summary>Transaction identifier.</summary>
    public ushort TransactionId { get; init; }

    /// <summary>Unit identifier.</summary>
    public byte Unit { get; init; }

    /// <summary>Function code.</summary>
    public byte Function { get; init; }

    /// <summary>Sub-function of 8, MEI type of 43, second body byte of 90; -1 when there is none.</summary>
    public int Sub { get; init; }

    /// <summary>Bits or registers that it reads; empty when it reads none.</summary>
    public ModbusRange Read { get; init; }

    /// <summary>Bits or registers that it writes; empty when it writes none.</summary>
    public ModbusRange Write { get; init; }

    /// <summary>Bytes of the PDU of a normal reply; 0 when the reply itself says how long it is.</summary>
    internal int ReplyPduBytes { get; init; }

    /// <summary>Leading bytes of the reply's PDU that must equal the request's; 0: none.</summary>
    internal int EchoBytes { get; init; }

    /// <summary>
    /// Those bytes: as they are up to 8, as a 64-bit hash above (functions 8/0 and 21); for function 20 a hash of the lengths of
    /// its groups.
    /// </summary>
    internal ulong Echo { get; init; }

    /// <summary>Takes from a request what its reply will be checked by.</summary>
    public static PendingRequest Of(in ModbusRequest request)
    {
        var pdu = request.Pdu;
        int echoBytes = EchoBytesOf(request);
        return new PendingRequest
        {
            TransactionId = request.TransactionId,
            Unit = request.Unit,
            Function = request.Function,
            Sub = request.Sub,
            Read = request.Read,
            Write = request.Write,
            ReplyPduBytes = ReplyPduBytesOf(request, echoBytes),
            EchoBytes = echoBytes,
            Echo = request.Function == FunctionCode.ReadFileRecord ? GroupsOf(request) : EchoOf(pdu[..echoBytes]),
        };
    }

    /// <summary>True when a reply with this header answers this request: same transaction, unit and function.</summary>
    public bool IsAnsweredBy(AduHeader reply) =>
        reply.TransactionId == TransactionId && reply.Unit == Unit && reply.AnsweredFunction == Function;

    internal static ulong EchoOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= sizeof(ulong))
        {
            Span<byte> padded = stackalloc byte[sizeof(ulong)];
            padded.Clear();
            bytes.CopyTo(padded);
            return BinaryPrimitives.ReadUInt64LittleEndian(padded);
        }

        ulong hash = HashStart;
        foreach (byte value in bytes)
        {
            hash = Mix(hash, value);
        }

        return hash;
    }

    /// <summary>Folds the length of one group of file records, as the reply says it, into a hash.</summary>
    internal static ulong MixGroup(ulong hash, int groupBytes) => Mix(hash == 0 ? HashStart : hash, (byte)groupBytes);

    // FNV-1a: it wraps around by design.
    private static ulong Mix(ulong hash, byte value) => unchecked((hash ^ value) * HashFactor);

    private static int EchoBytesOf(in ModbusRequest request) => request.Function switch
    {
        FunctionCode.WriteSingleCoil or FunctionCode.WriteSingleRegister or FunctionCode.WriteMultipleCoils
            or FunctionCode.WriteMultipleRegisters => 5,
        FunctionCode.MaskWriteRegister => 7,
        FunctionCode.WriteFileRecord => request.Pdu.Length,
        FunctionCode.Diagnostics => request.Sub == DiagnosticCode.ReturnQueryData ? request.Pdu.Length : 3,
        _ => 0,
    };

    private static int ReplyPduBytesOf(in ModbusRequest request, int echoBytes) => request.Function switch
    {
        FunctionCode.ReadCoils or FunctionCode.ReadDiscreteInputs => 2 + PackedBits.BytesFor(request.Read.Count),
        FunctionCode.ReadHoldingRegisters or FunctionCode.ReadInputRegisters
            or FunctionCode.ReadWriteMultipleRegisters => 2 + (2 * request.Read.Count),
        FunctionCode.ReadExceptionStatus => 2,
        FunctionCode.GetCommEventCounter => 5,
        FunctionCode.Diagnostics => Math.Max(5, echoBytes),
        FunctionCode.ReadFileRecord => FileReplyBytesOf(request),
        _ => echoBytes,
    };

    private static int FileReplyBytesOf(in ModbusRequest request)
    {
        int bytes = 2;
        foreach (var group in request.FileRecords)
        {
            bytes += 2 + (2 * group.Count);
        }

        return bytes;
    }

    private static ulong GroupsOf(in ModbusRequest request)
    {
        ulong hash = 0;
        foreach (var group in request.FileRecords)
        {
            hash = MixGroup(hash, 1 + (2 * group.Count));
        }

        return hash;
    }
}
