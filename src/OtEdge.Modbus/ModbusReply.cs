using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>A reply beside the request that it answers.</summary>
public readonly ref struct ModbusReply
{
    internal ModbusReply(ReadOnlySpan<byte> adu, ReplyCheck check)
    {
        Adu = adu;
        Check = check;
    }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Adu { get; }

    /// <summary>How it fits the request.</summary>
    public ReplyCheck Check { get; }

    /// <summary>Function code and what follows it.</summary>
    public ReadOnlySpan<byte> Pdu => Adu[Mbap.HeaderBytes..];

    /// <summary>Transaction identifier.</summary>
    public ushort TransactionId => BinaryPrimitives.ReadUInt16BigEndian(Adu);

    /// <summary>Unit identifier.</summary>
    public byte Unit => Adu[6];

    /// <summary>The function that it answers, without the exception bit.</summary>
    public byte Function => (byte)(Adu[Mbap.HeaderBytes] & ~FunctionCode.ExceptionBit);

    /// <summary>True for an exception, whether or not its code is known.</summary>
    public bool IsException => Check is ReplyCheck.Exception or ReplyCheck.UnknownException;

    /// <summary>The exception code; 0 when it is no exception.</summary>
    public byte ExceptionCode => IsException ? Adu[Mbap.HeaderBytes + 1] : (byte)0;

    /// <summary>
    /// What was read, when <see cref="Check"/> is <see cref="ReplyCheck.Ok"/>: registers big-endian or packed bits for functions
    /// 1 to 4 and 23, queued registers for 24, the body after the byte count for 12, 17 and 20; otherwise empty.
    /// </summary>
    public ReadOnlySpan<byte> ReadData => Check != ReplyCheck.Ok ? default : Function switch
    {
        (>= FunctionCode.ReadCoils and <= FunctionCode.ReadInputRegisters) or FunctionCode.ReadWriteMultipleRegisters
            or FunctionCode.GetCommEventLog or FunctionCode.ReportServerId or FunctionCode.ReadFileRecord => Pdu[2..],
        FunctionCode.ReadFifoQueue => Pdu[5..],
        _ => default,
    };

    /// <summary>Reads one reply and checks it against its request.</summary>
    /// <param name="adu">Exactly one ADU, as framing gives it.</param>
    /// <param name="pending">What was kept of the request.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ADU is shorter than <see cref="Mbap.AduBytesMin"/>.</exception>
    public static ModbusReply Read(ReadOnlySpan<byte> adu, in PendingRequest pending) =>
        new(adu, ReplyChecker.Check(adu, pending));
}
