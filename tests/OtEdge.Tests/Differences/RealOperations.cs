using OtEdge.Core.Policy;
using OtEdge.Modbus;
using OtEdge.Tests.Policy;

namespace OtEdge.Tests.Differences;

/// <summary>Operations from a seed that valid requests can be, on few addresses, so that they meet random rules often.</summary>
internal sealed class RealOperations(Random random)
{
    private readonly RandomPolicies draw = new(random);

    public static readonly ClientIdentity[] Clients = [.. RandomPolicies.Clients.Where(client => client.ApplicationUri is null), Given.Stranger];

    /// <summary>Class and function of everything that valid requests can be, by what the codec says of them.</summary>
    public static readonly (OperationClass Class, FunctionId Function)[] All =
    [
        (OperationClass.Read, new FunctionId(23)),
        .. Enumerable.Range(1, 127).SelectMany(code => Subs(code).Select(sub =>
            ((OperationClass)(int)ModbusFunctions.ClassOf((byte)code, sub), new FunctionId((byte)code, sub)))),
    ];

    public OperationExample Example()
    {
        (OperationClass operationClass, FunctionId function) = random.Next(4) == 0
            ? draw.Pick(All)
            : draw.Pick([.. All.Where(one => SpaceOf(one.Function) != RegisterSpace.None || one.Function.Code is 7 or 8)]);
        RegisterSpace space = SpaceOf(function);
        bool hasAddress = space != RegisterSpace.None;
        bool isMask = function.Code == FunctionCode.MaskWriteRegister;
        int count = !hasAddress ? 0 : function.Code is 5 or 6 or 22 ? 1 : random.Next(1, random.Next(4) == 0 ? 30 : 9);
        bool hasData = operationClass == OperationClass.Write && !isMask && space != RegisterSpace.FileRecord;
        return new OperationExample
        {
            Client = draw.Pick(Clients).Address,
            Class = operationClass,
            Function = function,
            Unit = (byte)random.Next(5),
            Space = space,
            File = space == RegisterSpace.FileRecord ? random.Next(1, 5) : 0,
            Address = hasAddress ? random.Next(40) == 0 ? 65536 - count - random.Next(8) : random.Next(26) : 0,
            Count = count,
            Data = hasData ? draw.Data(space, count) : default,
            AndMask = isMask ? (ushort)random.Next(random.Next(2) == 0 ? 1 : 65536) : null,
            OrMask = isMask ? (ushort)random.Next(random.Next(2) == 0 ? 60 : 65536) : (ushort)0,
        };
    }

    private static RegisterSpace SpaceOf(FunctionId function) => (RegisterSpace)(int)ModbusFunctions.SpaceOf(function.Code);

    private static IEnumerable<int> Subs(int code) => code switch
    {
        FunctionCode.Diagnostics or FunctionCode.EncapsulatedInterfaceTransport => Enumerable.Range(0, 256),
        FunctionCode.Umas => Enumerable.Range(-1, 257),
        _ => [-1],
    };
}
