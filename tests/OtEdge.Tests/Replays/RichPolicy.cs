using OtEdge.Core.Policy;
using OtEdge.Tests.Policy;

namespace OtEdge.Tests.Replays;

/// <summary>A policy in which random frames meet every reason to say no.</summary>
internal static class RichPolicy
{
    public static PolicyDocument Of(Random random) => Given.Policy(
        new Rule
        {
            Id = "reads",
            Clients = [Given.Network("10.0.0.0/23")],
            Units = [new AddressRange(1, 2)],
            Classes = OperationClasses.Read,
            Ranges = [Given.Holding(0, random.Next(8, 30)), Given.Coils(0, 30), new SpaceRange(RegisterSpace.FileRecord, new AddressRange(0, 15), 1)],
        },
        new Rule
        {
            Id = "setpoint",
            Clients = [Given.Network("10.0.0.1/32"), Given.Network("10.0.1.0/24")],
            Functions = [new FunctionId(6), new FunctionId(16), new FunctionId(22)],
            Ranges = [Given.Holding(4, 20)],
            Values =
            [
                Given.Value(4, ProcessValueType.UInt16, 0, 50, maxStep: random.Next(5, 20)),
                Given.Value(8, ProcessValueType.Int16, -20, 40, maxStep: 15),
                Given.Value(10, ProcessValueType.UInt32, 0, 4_000_000),
            ],
        },
        new Rule
        {
            Id = "coils",
            Clients = [Given.Network("10.0.0.0/23")],
            Functions = [new FunctionId(5), new FunctionId(15)],
            Ranges = [Given.Coils(0, 40)],
            Rate = new RateLimit(random.Next(2, 6), TimeSpan.FromSeconds(120)),
        },
        new Rule
        {
            Id = "both",
            Clients = [Given.Network("10.0.0.2/32")],
            Functions = [new FunctionId(23), new FunctionId(7), new FunctionId(90, 61)],
            Ranges = [Given.Holding(0, 20)],
            Rate = new RateLimit(9, TimeSpan.FromSeconds(60)),
        }) with
    {
        AllowSpan = random.Next(2) == 0,
        Pinned =
        [
            new PinnedRefusal { Id = "restart", Functions = [new FunctionId(8, 1)] },
            new PinnedRefusal { Id = "low-coils", Classes = OperationClasses.Write, Ranges = [Given.Coils(0, 1)] },
            new PinnedRefusal { Id = "register", Units = [new AddressRange(3, 3)], Functions = [new FunctionId(6)], Ranges = [Given.Holding(7, 7)] },
        ],
    };
}
