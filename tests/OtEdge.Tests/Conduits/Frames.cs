using OtEdge.Modbus;

namespace OtEdge.Tests.Conduits;

/// <summary>ADUs as the tests need them.</summary>
internal static class Frames
{
    private delegate int Write(Span<byte> buffer);

    public static byte[] Read(ushort id, int address, int count, byte unit = 1, byte function = FunctionCode.ReadHoldingRegisters) =>
        Build(buffer => new RequestWriter(buffer, id, unit).Read(function, address, count));

    public static byte[] WriteOne(ushort id, int address, ushort value, byte unit = 1) =>
        Build(buffer => new RequestWriter(buffer, id, unit).WriteSingleRegister(address, value));

    public static byte[] WriteMany(ushort id, int address, ushort[] values, byte unit = 1) =>
        Build(buffer => new RequestWriter(buffer, id, unit).WriteMultipleRegisters(address, values));

    public static byte[] ReadReply(ushort id, int count, ushort first = 0, byte unit = 1) =>
        Build(buffer => new ReplyWriter(buffer, id, unit).Registers(
            FunctionCode.ReadHoldingRegisters, [.. Enumerable.Range(first, count).Select(value => (ushort)value)]));

    public static byte[] Exception(ushort id, byte function, byte code, byte unit = 1) =>
        Build(buffer => new ReplyWriter(buffer, id, unit).Exception(function, code));

    /// <summary>An ADU with any PDU, its length field right.</summary>
    public static byte[] Raw(ushort id, byte unit, params byte[] pdu) =>
        [
            (byte)(id >> 8), (byte)(id & 0xFF), 0, 0, (byte)((pdu.Length + 1) >> 8), (byte)((pdu.Length + 1) & 0xFF), unit, .. pdu,
        ];

    /// <summary>The reply that an obliging device gives: registers hold their own address.</summary>
    public static byte[]? Oblige(byte[] adu)
    {
        ushort id = (ushort)((adu[0] << 8) | adu[1]);
        if (!ModbusRequest.TryParse(adu, out ModbusRequest request, out _))
        {
            return Exception(id, adu[7], ExceptionCode.IllegalDataValue, adu[6]);
        }

        return request.Function switch
        {
            FunctionCode.ReadHoldingRegisters => ReadReply(id, request.Read.Count, (ushort)request.Read.Address, request.Unit),
            FunctionCode.WriteSingleRegister or FunctionCode.WriteSingleCoil or FunctionCode.MaskWriteRegister => adu,
            FunctionCode.WriteMultipleRegisters or FunctionCode.WriteMultipleCoils => Raw(id, request.Unit, adu[7..12]),
            FunctionCode.ReadWriteMultipleRegisters => Raw(
                id, request.Unit, [23, (byte)(2 * request.Read.Count), .. new byte[2 * request.Read.Count]]),
            _ => Exception(id, request.Function, ExceptionCode.IllegalFunction, request.Unit),
        };
    }

    private static byte[] Build(Write write)
    {
        byte[] buffer = new byte[Mbap.AduBytesMax];
        return buffer[..write(buffer)];
    }
}
