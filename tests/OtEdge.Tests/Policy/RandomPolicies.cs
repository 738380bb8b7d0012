using System.Net;
using OtEdge.Core.Policy;

namespace OtEdge.Tests.Policy;

/// <summary>
/// Policies and operations from a seed, drawn from few addresses, units and functions so that they meet often. Half of them deal
/// with writes of values alone, where most is to be got wrong.
/// </summary>
internal sealed class RandomPolicies(Random random)
{
    private const int AddressMax = 24;

    private static readonly FunctionId[] Named =
    [
        new(1), new(3), new(5), new(6), new(7), new(8), new(8, 1), new(8, 4), new(15), new(16), new(20), new(21), new(22),
        new(43, 13), new(43, 14), new(90), new(90, 64),
    ];

    private static readonly double[] Scales = [1, 1, 1, 0.1, 0.5, 2, -0.1, -1, 0.25, 10];

    private static readonly FunctionId[] Writing = [new(5), new(15), new(6), new(16), new(16), new(16), new(22)];

    private readonly bool isAboutValues = random.Next(2) == 0;

    public static readonly ClientIdentity[] Clients =
    [
        new(IPAddress.Parse("10.0.0.1")), new(IPAddress.Parse("10.0.0.2")), new(IPAddress.Parse("10.0.1.1")),
        new(IPAddress.Parse("10.0.1.1"), "urn:mes"), new(IPAddress.Parse("2001:db8::1")),
    ];

    public PolicyDocument Policy()
    {
        int rules = random.Next(4) == 0 ? random.Next(40) : random.Next(9);
        return Given.Policy([.. Enumerable.Range(0, rules).Select(Rule)]) with
        {
            AllowSpan = random.Next(2) == 0,
            Pinned = [.. Enumerable.Range(0, !isAboutValues && random.Next(4) == 0 ? random.Next(1, 4) : 0).Select(Pin)],
        };
    }

    public Rule Rule(int number) => new()
    {
        Id = $"r{number}",
        Line = number + 1,
        Clients = ClientList(),
        Units = Units(),
        Classes = Classes(),
        Functions = Several(random.Next(3) == 0 ? 3 : 0, () => Pick(Named)),
        Ranges = Ranges(),
        Values = Several(isAboutValues ? random.Next(1, 12) : random.Next(2) * 4, Limit),
        Rate = random.Next(6) == 0 ? new RateLimit(random.Next(1, 4), TimeSpan.FromSeconds(random.Next(1, 20))) : null,
        Expires = random.Next(8) == 0 ? Given.Now.Utc.AddSeconds(random.Next(-60, 60)) : null,
    };

    public T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    // The data lives on the heap, so that the operation may outlive this call.
    public Operation Operation()
    {
        FunctionId function = isAboutValues && random.Next(8) > 0 ? Pick(Writing)
            : random.Next(20) == 0 ? new FunctionId((byte)random.Next(256), random.Next(-1, 3))
            : Pick(Named);
        (OperationClass operationClass, RegisterSpace space) = function.Code switch
        {
            1 => (OperationClass.Read, RegisterSpace.Coil),
            3 => (OperationClass.Read, RegisterSpace.HoldingRegister),
            5 or 15 => (OperationClass.Write, RegisterSpace.Coil),
            6 or 16 or 22 => (OperationClass.Write, RegisterSpace.HoldingRegister),
            7 => (OperationClass.Read, RegisterSpace.None),
            20 => (OperationClass.Read, RegisterSpace.FileRecord),
            21 => (OperationClass.Write, RegisterSpace.FileRecord),
            43 when function.Sub == 14 => (OperationClass.Read, RegisterSpace.None),
            _ => (OperationClass.Admin, RegisterSpace.None),
        };
        bool isMask = function.Code == 22;
        int count = space == RegisterSpace.None ? 0
            : isMask || function.Code is 5 or 6 ? 1
            : random.Next(30) == 0 ? random.Next(0, AddressMax * 2)
            : random.Next(1, 9);
        return new Operation
        {
            Class = random.Next(60) == 0 ? OperationClass.Malformed : operationClass,
            Function = function,
            Unit = (byte)random.Next(isAboutValues ? 2 : 4),
            Space = space,
            File = space == RegisterSpace.FileRecord ? random.Next(1, 4) : 0,
            Address = space == RegisterSpace.None ? 0 : random.Next(200) == 0 ? 65535 - random.Next(8) : random.Next(AddressMax),
            Count = count,
            Data = operationClass == OperationClass.Write && !isMask ? Data(space, count) : default,
            IsMask = isMask,
            AndMask = isMask ? (ushort)random.Next(random.Next(3) == 0 ? 1 : 65536) : (ushort)0,
            OrMask = isMask ? Word() : (ushort)0,
        };
    }

    public byte[] Data(RegisterSpace space, int count) => space is RegisterSpace.Coil
        ? [.. Enumerable.Range(0, (count + 7) / 8).Select(_ => (byte)random.Next(256))]
        : [.. Enumerable.Range(0, count).SelectMany(_ => Given.Bytes(Word()))];

    private PinnedRefusal Pin(int number) => new()
    {
        Id = $"p{number}",
        Clients = ClientList(),
        Units = Units(),
        Classes = Classes(),
        Functions = Several(2, () => Pick(Named)),
        Ranges = Ranges(),
    };

    private ushort Word() => random.Next(6) switch
    {
        0 => (ushort)random.Next(65536),
        1 => (ushort)(65535 - random.Next(60)),
        2 => (ushort)(random.Next(60) << 8),
        3 => (ushort)(BitConverter.SingleToUInt32Bits(random.Next(-60, 60)) >> 16),
        4 => 0,
        _ => (ushort)random.Next(60),
    };

    private T[] Several<T>(int max, Func<T> make) => [.. Enumerable.Range(0, random.Next(max + 1)).Select(_ => make())];

    private IReadOnlyList<ClientSelector> ClientList() => random.Next(isAboutValues ? 30 : 6) switch
    {
        0 => [Given.Network("10.0.0.0/24")],
        1 => [Given.Network("10.0.0.1/32"), Given.Network("10.0.1.0/31")],
        2 => [Given.Network(Pick(["2001:db8::/32", "0.0.0.0/0", "10.0.0.0/8"]))],
        3 => [new ClientSelector("mes", Pick<IPNetwork[]>([[], [IPNetwork.Parse("10.0.1.0/24")]]), "urn:mes")],
        _ => [],
    };

    private AddressRange[] Units() => isAboutValues || random.Next(3) == 0 ? [] : Several(2, () =>
    {
        int first = random.Next(4);
        return new AddressRange(first, random.Next(first, 4));
    });

    private OperationClasses Classes() => isAboutValues ? OperationClasses.Write : Pick(
    [
        OperationClasses.None, OperationClasses.Read, OperationClasses.Write, OperationClasses.Write, OperationClasses.Admin,
        OperationClasses.Read | OperationClasses.Write, OperationClasses.Modbus,
    ]);

    private SpaceRange[] Ranges() => random.Next(isAboutValues ? 50 : 5) == 0 ? [] : Several(4, () =>
    {
        RegisterSpace space = Pick<RegisterSpace>(isAboutValues
            ? [RegisterSpace.Coil, RegisterSpace.HoldingRegister]
            : [RegisterSpace.Coil, RegisterSpace.HoldingRegister, RegisterSpace.HoldingRegister, RegisterSpace.FileRecord]);
        int first = random.Next(50) == 0 ? 65535 - random.Next(8) : random.Next(AddressMax);
        int last = Math.Min(65535, first + random.Next(random.Next(isAboutValues ? 2 : 4) == 0 ? AddressMax : 6));
        return new SpaceRange(space, new AddressRange(first, last), space == RegisterSpace.FileRecord ? random.Next(1, 4) : 0);
    });

    private ValueLimit Limit()
    {
        bool isBit = random.Next(3) == 0;
        ProcessValueType type = isBit ? ProcessValueType.Bit : (ProcessValueType)random.Next(1, 9);
        double low = Math.Round((random.NextDouble() * 80) - Pick([40, 100, 40000]), random.Next(3));
        return new ValueLimit(
            isBit ? RegisterSpace.Coil : RegisterSpace.HoldingRegister,
            random.Next(AddressMax),
            new ValueLayout(type, (WordOrder)random.Next(4), Pick(Scales), random.Next(3) == 0 ? Pick([-5, 0.3, 100]) : 0),
            random.Next(3) > 0 ? null : low,
            random.Next(3) > 0 ? null : low + Math.Round(random.NextDouble() * Pick([1, 200, 1e5, 1e8]), random.Next(3)))
        {
            MaxStep = random.Next(3) == 0 ? Math.Round(random.NextDouble() * Pick([1, 30, 40000, 1e9]), random.Next(2)) : null,
        };
    }
}
