using System.Buffers.Binary;
using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Policy;

/// <summary>Short words for policies and operations in tests.</summary>
internal static class Given
{
    public static readonly ClientIdentity Scada = new(IPAddress.Parse("10.20.0.11"));
    public static readonly ClientIdentity Stranger = new(IPAddress.Parse("192.168.7.7"));
    public static readonly JudgingTime Now = new(1_000_000_000_000, new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    public static PolicyDocument Policy(params Rule[] rules) => new()
    {
        Name = "filling-modbus",
        Protocol = ConduitProtocol.ModbusTcp,
        File = "policies/filling-modbus.yaml",
        Rules = rules,
    };

    public static ClientSelector Network(string network) => new(network, [IPNetwork.Parse(network)]);

    public static SpaceRange Holding(int first, int last) => new(RegisterSpace.HoldingRegister, new AddressRange(first, last));

    public static SpaceRange Coils(int first, int last) => new(RegisterSpace.Coil, new AddressRange(first, last));

    public static ValueLimit Value(
        int address, ProcessValueType type, double? min = null, double? max = null, double? maxStep = null) =>
        new(RegisterSpace.HoldingRegister, address, new ValueLayout(type), min, max) { MaxStep = maxStep };

    public static Operation Read(int address, int count, byte unit = 1) => new()
    {
        Class = OperationClass.Read,
        Function = new FunctionId(3),
        Unit = unit,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = count,
    };

    public static Operation Write(int address, params ushort[] words) => WriteBytes(address, Bytes(words));

    public static Operation WriteBytes(int address, byte[] data) => new()
    {
        Class = OperationClass.Write,
        Function = new FunctionId(16),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = data.Length / 2,
        Data = data,
    };

    public static Operation WriteCoils(int address, params bool[] values)
    {
        byte[] data = new byte[(values.Length + 7) / 8];
        for (int i = 0; i < values.Length; i++)
        {
            data[i / 8] |= (byte)(values[i] ? 1 << (i % 8) : 0);
        }

        return new Operation
        {
            Class = OperationClass.Write,
            Function = new FunctionId(15),
            Unit = 1,
            Space = RegisterSpace.Coil,
            Address = address,
            Count = values.Length,
            Data = data,
        };
    }

    public static Operation Mask(int address, ushort and, ushort or) => new()
    {
        Class = OperationClass.Write,
        Function = new FunctionId(22),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = 1,
        IsMask = true,
        AndMask = and,
        OrMask = or,
    };

    public static Operation Diagnostic(int sub) => new()
    {
        Class = OperationClass.Admin,
        Function = new FunctionId(8, sub),
        Unit = 1,
    };

    public static byte[] Bytes(params ushort[] words)
    {
        byte[] data = new byte[words.Length * 2];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2 * i), words[i]);
        }

        return data;
    }

    public static Decision Decide(this PolicyDocument policy, in Operation operation, ClientIdentity? client = null)
    {
        client ??= Scada;
        return RuleSet.Compile(policy).For(client).Decide(operation, new JudgingMemory(), client, Now);
    }
}
