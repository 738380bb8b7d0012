using OtEdge.Modbus;

namespace OtEdge.Benchmarks;

/// <summary>The frames of the relay benchmark: ten holding registers, read or written.</summary>
internal static class Requests
{
    private const int Registers = 10;
    private const byte Unit = 1;

    public static byte[] ReadHolding(ushort transaction, int address)
    {
        byte[] adu = new byte[Mbap.AduBytesMax];
        return adu[..new RequestWriter(adu, transaction, Unit).Read(FunctionCode.ReadHoldingRegisters, address, Registers)];
    }

    public static byte[] WriteHolding(ushort transaction, int address)
    {
        byte[] adu = new byte[Mbap.AduBytesMax];
        return adu[..new RequestWriter(adu, transaction, Unit).WriteMultipleRegisters(address, new ushort[Registers])];
    }

    public static byte[] HoldingReply(ushort transaction)
    {
        byte[] adu = new byte[Mbap.AduBytesMax];
        return adu[..new ReplyWriter(adu, transaction, Unit).Registers(FunctionCode.ReadHoldingRegisters, new ushort[Registers])];
    }
}
