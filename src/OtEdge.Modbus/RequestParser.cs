using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>The checks of each function's request (Modbus application protocol V1.1b3 cl. 6).</summary>
internal static class RequestParser
{
    private const int AddressCount = 65536;
    private const int FifoRegistersMax = 32;
    private const int FileRecordMax = 9999;
    internal const byte FileReferenceType = 6;

    internal static bool IsPublic(byte function, int sub) => function switch
    {
        >= FunctionCode.ReadCoils and <= FunctionCode.Diagnostics => true,
        FunctionCode.GetCommEventCounter or FunctionCode.GetCommEventLog => true,
        >= FunctionCode.WriteMultipleCoils and <= FunctionCode.ReportServerId => true,
        >= FunctionCode.ReadFileRecord and <= FunctionCode.ReadFifoQueue => true,
        FunctionCode.EncapsulatedInterfaceTransport => sub == MeiType.ReadDeviceIdentification,
        _ => false,
    };

    internal static bool TryParse(ReadOnlySpan<byte> adu, out ModbusRequest request, out WireFault fault)
    {
        request = default;
        fault = Framed(adu);
        if (fault.Kind != WireFaultKind.None)
        {
            return false;
        }

        var pdu = adu[Mbap.HeaderBytes..];
        int sub = -1;
        ModbusRange read = default;
        ModbusRange write = default;
        fault = pdu[0] switch
        {
            FunctionCode.ReadCoils or FunctionCode.ReadDiscreteInputs =>
                Read(pdu, 2000, WireFaultKind.BitsRead, out read),
            FunctionCode.ReadHoldingRegisters or FunctionCode.ReadInputRegisters =>
                Read(pdu, 125, WireFaultKind.RegistersRead, out read),
            FunctionCode.WriteSingleCoil or FunctionCode.WriteSingleRegister => WriteSingle(pdu, out write),
            FunctionCode.ReadExceptionStatus or FunctionCode.GetCommEventCounter or FunctionCode.GetCommEventLog
                or FunctionCode.ReportServerId => Exactly(pdu, 1),
            FunctionCode.Diagnostics => Diagnostics(pdu, out sub),
            FunctionCode.WriteMultipleCoils => WriteMultiple(pdu, 1968, WireFaultKind.BitsWritten, out write),
            FunctionCode.WriteMultipleRegisters => WriteMultiple(pdu, 123, WireFaultKind.RegistersWritten, out write),
            FunctionCode.ReadFileRecord => ReadFile(pdu),
            FunctionCode.WriteFileRecord => WriteFile(pdu),
            FunctionCode.MaskWriteRegister => MaskWrite(pdu, out write),
            FunctionCode.ReadWriteMultipleRegisters => ReadWrite(pdu, out read, out write),
            FunctionCode.ReadFifoQueue => ReadFifo(pdu, out read),
            FunctionCode.EncapsulatedInterfaceTransport => Encapsulated(pdu, out sub),
            FunctionCode.Umas => Umas(pdu, out sub),
            0 or >= FunctionCode.ExceptionBit => new WireFault(WireFaultKind.FunctionCode, -1, pdu[0]),
            _ => default,
        };
        if (fault.Kind != WireFaultKind.None)
        {
            return false;
        }

        request = new ModbusRequest(adu, sub, read, write);
        return true;
    }

    // Framing has said so already; asked again, since everything behind relies on it.
    private static WireFault Framed(ReadOnlySpan<byte> adu)
    {
        if (adu.Length is >= Mbap.AduBytesMin and <= Mbap.AduBytesMax
            && BinaryPrimitives.ReadUInt32BigEndian(adu[2..]) == (uint)(adu.Length - Mbap.BytesBeforeLengthCounts))
        {
            return default;
        }

        return ModbusFraming.TryRead(adu, Mbap.AduBytesLimit, out int aduBytes, out var fault) == FrameStatus.Fault ? fault
            : aduBytes != adu.Length ? new WireFault(WireFaultKind.LengthMismatch, aduBytes, adu.Length)
            : default;
    }

    private static WireFault Exactly(ReadOnlySpan<byte> pdu, int bytes) =>
        pdu.Length == bytes ? default : new WireFault(WireFaultKind.PduLength, bytes, pdu.Length);

    private static WireFault Range(
        ReadOnlySpan<byte> pdu, int at, int countMax, WireFaultKind countFault, out ModbusRange range)
    {
        int address = BinaryPrimitives.ReadUInt16BigEndian(pdu[at..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(pdu[(at + 2)..]);
        range = new ModbusRange(ModbusFunctions.SpaceOf(pdu[0]), address, count);
        return count < 1 || count > countMax ? new WireFault(countFault, -1, count)
            : address + count > AddressCount ? new WireFault(WireFaultKind.AddressWrap, -1, address + count - 1)
            : default;
    }

    private static WireFault Read(ReadOnlySpan<byte> pdu, int countMax, WireFaultKind countFault, out ModbusRange read)
    {
        read = default;
        return pdu.Length == 5 ? Range(pdu, 1, countMax, countFault, out read) : Exactly(pdu, 5);
    }

    private static WireFault WriteSingle(ReadOnlySpan<byte> pdu, out ModbusRange write)
    {
        write = default;
        if (pdu.Length != 5)
        {
            return Exactly(pdu, 5);
        }

        int value = BinaryPrimitives.ReadUInt16BigEndian(pdu[3..]);
        write = new ModbusRange(ModbusFunctions.SpaceOf(pdu[0]), BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]), 1);
        return pdu[0] == FunctionCode.WriteSingleCoil && value is not (0x0000 or 0xFF00)
            ? new WireFault(WireFaultKind.CoilValue, -1, value)
            : default;
    }

    private static WireFault WriteMultiple(
        ReadOnlySpan<byte> pdu, int countMax, WireFaultKind countFault, out ModbusRange write)
    {
        write = default;
        if (pdu.Length < 6)
        {
            return Exactly(pdu, 6);
        }

        var fault = Range(pdu, 1, countMax, countFault, out write);
        return fault.Kind != WireFaultKind.None ? fault : Counted(pdu, 6, BytesOf(write));
    }

    // The byte count is the last byte before the data: it must fit the quantity, and the PDU must fit it.
    private static WireFault Counted(ReadOnlySpan<byte> pdu, int dataAt, int dataBytes) =>
        pdu[dataAt - 1] != dataBytes
            ? new WireFault(WireFaultKind.ByteCount, dataBytes, pdu[dataAt - 1])
            : Exactly(pdu, dataAt + dataBytes);

    private static int BytesOf(ModbusRange range) =>
        range.Space == ModbusSpace.Coil ? PackedBits.BytesFor(range.Count) : range.Count * 2;

    private static WireFault Diagnostics(ReadOnlySpan<byte> pdu, out int sub)
    {
        sub = -1;
        if (pdu.Length < 5)
        {
            return Exactly(pdu, 5);
        }

        sub = BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]);
        return !DiagnosticCode.IsKnown(sub) ? new WireFault(WireFaultKind.DiagnosticCode, -1, sub)
            : sub != DiagnosticCode.ReturnQueryData ? Exactly(pdu, 5)
            : (pdu.Length & 1) == 0 ? Exactly(pdu, pdu.Length + 1)
            : default;
    }

    private static WireFault MaskWrite(ReadOnlySpan<byte> pdu, out ModbusRange write)
    {
        write = default;
        if (pdu.Length != 7)
        {
            return Exactly(pdu, 7);
        }

        write = new ModbusRange(ModbusSpace.HoldingRegister, BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]), 1);
        return default;
    }

    private static WireFault ReadWrite(ReadOnlySpan<byte> pdu, out ModbusRange read, out ModbusRange write)
    {
        read = default;
        write = default;
        if (pdu.Length < 10)
        {
            return Exactly(pdu, 10);
        }

        var fault = Range(pdu, 1, 125, WireFaultKind.RegistersRead, out read);
        if (fault.Kind == WireFaultKind.None)
        {
            fault = Range(pdu, 5, 121, WireFaultKind.RegistersReadWritten, out write);
        }

        return fault.Kind != WireFaultKind.None ? fault : Counted(pdu, 10, write.Count * 2);
    }

    private static WireFault ReadFifo(ReadOnlySpan<byte> pdu, out ModbusRange read)
    {
        read = default;
        if (pdu.Length != 3)
        {
            return Exactly(pdu, 3);
        }

        int pointer = BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]);
        read = new ModbusRange(ModbusSpace.HoldingRegister, pointer, Math.Min(FifoRegistersMax, AddressCount - pointer));
        return default;
    }

    private static WireFault Encapsulated(ReadOnlySpan<byte> pdu, out int sub)
    {
        sub = -1;
        if (pdu.Length < 2)
        {
            return Exactly(pdu, 2);
        }

        sub = pdu[1];
        return sub != MeiType.ReadDeviceIdentification ? default
            : pdu.Length != 4 ? Exactly(pdu, 4)
            : pdu[2] is < 1 or > 4 ? new WireFault(WireFaultKind.DeviceIdCode, -1, pdu[2])
            : default;
    }

    private static WireFault Umas(ReadOnlySpan<byte> pdu, out int sub)
    {
        sub = pdu.Length > 2 ? pdu[2] : -1;
        return default;
    }

    private static WireFault ReadFile(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 2 || pdu.Length != 2 + pdu[1])
        {
            return Exactly(pdu, pdu.Length < 2 ? 2 + FileRecords.GroupBytes : 2 + pdu[1]);
        }

        if (pdu[1] is < 7 or > 245 || pdu[1] % FileRecords.GroupBytes != 0)
        {
            return new WireFault(WireFaultKind.FileByteCount, -1, pdu[1]);
        }

        int replyBytes = 2;
        for (var rest = pdu[2..]; !rest.IsEmpty; rest = rest[FileRecords.GroupBytes..])
        {
            var fault = FileGroup(rest, out int count);
            if (fault.Kind != WireFaultKind.None)
            {
                return fault;
            }

            replyBytes += 2 + (2 * count);
        }

        return replyBytes > Mbap.PduBytesMax ? new WireFault(WireFaultKind.FileReplyTooLong, -1, replyBytes) : default;
    }

    private static WireFault WriteFile(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length < 2 || pdu.Length != 2 + pdu[1])
        {
            return Exactly(pdu, pdu.Length < 2 ? 4 + FileRecords.GroupBytes : 2 + pdu[1]);
        }

        if (pdu[1] is < 9 or > 251)
        {
            return new WireFault(WireFaultKind.FileByteCount, -1, pdu[1]);
        }

        var rest = pdu[2..];
        while (!rest.IsEmpty)
        {
            if (rest.Length < FileRecords.GroupBytes)
            {
                return new WireFault(WireFaultKind.ByteCount, FileRecords.GroupBytes, rest.Length);
            }

            var fault = FileGroup(rest, out int count);
            if (fault.Kind != WireFaultKind.None)
            {
                return fault;
            }

            int groupBytes = FileRecords.GroupBytes + (2 * count);
            if (rest.Length < groupBytes)
            {
                return new WireFault(WireFaultKind.ByteCount, groupBytes, rest.Length);
            }

            rest = rest[groupBytes..];
        }

        return default;
    }

    private static WireFault FileGroup(ReadOnlySpan<byte> group, out int count)
    {
        int file = BinaryPrimitives.ReadUInt16BigEndian(group[1..]);
        int record = BinaryPrimitives.ReadUInt16BigEndian(group[3..]);
        count = BinaryPrimitives.ReadUInt16BigEndian(group[5..]);
        return group[0] != FileReferenceType ? new WireFault(WireFaultKind.FileReferenceType, FileReferenceType, group[0])
            : file == 0 ? new WireFault(WireFaultKind.FileNumber, -1, file)
            : count == 0 || record + count - 1 > FileRecordMax
                ? new WireFault(WireFaultKind.FileRecordRange, -1, record + count - 1)
            : default;
    }
}
