using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>The checks of each function's reply (Modbus application protocol V1.1b3 cl. 6 and 7).</summary>
internal static class ReplyChecker
{
    private const int FifoCountMax = 31;

    internal static ReplyCheck Check(ReadOnlySpan<byte> adu, in PendingRequest pending)
    {
        var header = AduHeader.Of(adu);
        if (header.TransactionId != pending.TransactionId)
        {
            return ReplyCheck.WrongTransaction;
        }

        if (header.AnsweredFunction != pending.Function)
        {
            return ReplyCheck.WrongFunction;
        }

        if (header.Unit != pending.Unit)
        {
            return ReplyCheck.WrongUnit;
        }

        var pdu = adu[Mbap.HeaderBytes..];
        if (BinaryPrimitives.ReadUInt16BigEndian(adu[4..]) != adu.Length - Mbap.BytesBeforeLengthCounts)
        {
            return ReplyCheck.WrongLength;
        }

        if (header.IsException)
        {
            return pdu.Length != 2 ? ReplyCheck.WrongLength
                : ExceptionCode.IsKnown(pdu[1]) ? ReplyCheck.Exception
                : ReplyCheck.UnknownException;
        }

        return Normal(pdu, pending);
    }

    private static ReplyCheck Normal(ReadOnlySpan<byte> pdu, in PendingRequest pending) => pending.Function switch
    {
        FunctionCode.ReadCoils or FunctionCode.ReadDiscreteInputs or FunctionCode.ReadHoldingRegisters
            or FunctionCode.ReadInputRegisters or FunctionCode.ReadWriteMultipleRegisters => Counted(pdu, pending),
        FunctionCode.ReadExceptionStatus or FunctionCode.GetCommEventCounter => Fixed(pdu, pending),
        FunctionCode.WriteSingleCoil or FunctionCode.WriteSingleRegister or FunctionCode.WriteMultipleCoils
            or FunctionCode.WriteMultipleRegisters or FunctionCode.MaskWriteRegister
            or FunctionCode.WriteFileRecord => Echoed(pdu, pending),
        FunctionCode.Diagnostics => Diagnostics(pdu, pending),
        FunctionCode.GetCommEventLog => SelfCounted(pdu, 6, 70),
        FunctionCode.ReportServerId => SelfCounted(pdu, 0, byte.MaxValue),
        FunctionCode.ReadFileRecord => FileRead(pdu, pending),
        FunctionCode.ReadFifoQueue => Fifo(pdu),
        FunctionCode.EncapsulatedInterfaceTransport => Encapsulated(pdu, pending),
        _ => ReplyCheck.Ok,
    };

    private static ReplyCheck Fixed(ReadOnlySpan<byte> pdu, in PendingRequest pending) =>
        pdu.Length == pending.ReplyPduBytes ? ReplyCheck.Ok : ReplyCheck.WrongLength;

    private static ReplyCheck Counted(ReadOnlySpan<byte> pdu, in PendingRequest pending) =>
        pdu.Length == pending.ReplyPduBytes && pdu[1] == pending.ReplyPduBytes - 2
            ? ReplyCheck.Ok
            : ReplyCheck.WrongLength;

    private static ReplyCheck SelfCounted(ReadOnlySpan<byte> pdu, int bytesMin, int bytesMax) =>
        pdu.Length >= 2 && pdu.Length == 2 + pdu[1] && pdu[1] >= bytesMin && pdu[1] <= bytesMax
            ? ReplyCheck.Ok
            : ReplyCheck.WrongLength;

    private static ReplyCheck Echoed(ReadOnlySpan<byte> pdu, in PendingRequest pending) =>
        pdu.Length != pending.ReplyPduBytes ? ReplyCheck.WrongLength
        : PendingRequest.EchoOf(pdu[..pending.EchoBytes]) != pending.Echo ? ReplyCheck.WrongEcho
        : ReplyCheck.Ok;

    private static ReplyCheck Diagnostics(ReadOnlySpan<byte> pdu, in PendingRequest pending) =>
        pdu.Length < 3 ? ReplyCheck.WrongLength
        : BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]) != pending.Sub ? ReplyCheck.WrongFunction
        : Echoed(pdu, pending);

    private static ReplyCheck FileRead(ReadOnlySpan<byte> pdu, in PendingRequest pending)
    {
        if (pdu.Length != pending.ReplyPduBytes || pdu[1] != pdu.Length - 2)
        {
            return ReplyCheck.WrongLength;
        }

        ulong groups = 0;
        var rest = pdu[2..];
        while (rest.Length >= 2)
        {
            int groupBytes = rest[0];
            if (groupBytes < 1 || rest.Length < 1 + groupBytes || rest[1] != RequestParser.FileReferenceType)
            {
                return ReplyCheck.WrongStructure;
            }

            groups = PendingRequest.MixGroup(groups, groupBytes);
            rest = rest[(1 + groupBytes)..];
        }

        return rest.IsEmpty && groups == pending.Echo ? ReplyCheck.Ok : ReplyCheck.WrongStructure;
    }

    private static ReplyCheck Fifo(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 5 || pdu.Length != 3 + BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]))
        {
            return ReplyCheck.WrongLength;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(pdu[3..]);
        return count <= FifoCountMax && pdu.Length == 5 + (2 * count) ? ReplyCheck.Ok : ReplyCheck.WrongStructure;
    }

    private static ReplyCheck Encapsulated(ReadOnlySpan<byte> pdu, in PendingRequest pending)
    {
        if (pdu.Length < 2)
        {
            return ReplyCheck.WrongLength;
        }

        if (pdu[1] != pending.Sub)
        {
            return ReplyCheck.WrongFunction;
        }

        return pending.Sub == MeiType.ReadDeviceIdentification ? DeviceIdentification(pdu) : ReplyCheck.Ok;
    }

    // fc 0E code conformity more next count { id length value }, cl. 6.21.
    private static ReplyCheck DeviceIdentification(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 7)
        {
            return ReplyCheck.WrongLength;
        }

        int objects = pdu[6];
        var rest = pdu[7..];
        for (; objects > 0; objects--)
        {
            if (rest.Length < 2 || rest.Length < 2 + rest[1])
            {
                return ReplyCheck.WrongStructure;
            }

            rest = rest[(2 + rest[1])..];
        }

        return rest.IsEmpty && pdu[4] is 0x00 or 0xFF ? ReplyCheck.Ok : ReplyCheck.WrongStructure;
    }
}
