using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Conduits;

/// <summary>Small policies and snapshots that the tests judge by.</summary>
internal static class Policies
{
    public static RuleSet AllowAll { get; } = Of(new Rule { Id = "all", Classes = OperationClasses.Modbus });

    /// <summary>Reads of holding registers 0 to 99, writes to 10 to 19, on any unit.</summary>
    public static RuleSet Narrow { get; } = Of(
        new Rule
        {
            Id = "reads",
            Classes = OperationClasses.Read,
            Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(0, 99))],
        },
        new Rule
        {
            Id = "writes",
            Classes = OperationClasses.Write,
            Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(10, 19))],
        });

    public static RuleSet Of(params Rule[] rules) => Of(rules, []);

    public static RuleSet Of(Rule[] rules, PinnedRefusal[] pinned) => RuleSet.Compile(new PolicyDocument
    {
        Name = "test",
        Protocol = ConduitProtocol.ModbusTcp,
        Rules = rules,
        Pinned = pinned,
    });

    public static ConduitSnapshot Snapshot(
        ConduitMode mode, RuleSet rules, FaultStance onFault = FaultStance.Forward, RefusalForm refuseWith = RefusalForm.Reply) =>
        new(1, new Posture(mode, EnforcementScope.Everything, rules, onFault, refuseWith));

    public static Conduit Conduit(int devicePort, ConduitProtocol protocol = ConduitProtocol.ModbusTcp, ConduitLimits? limits = null) =>
        new()
        {
            Name = "test",
            From = "clients",
            To = "devices",
            Protocol = protocol,
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Device = new DeviceAddress("127.0.0.1", devicePort),
            Limits = limits ?? new ConduitLimits(),
        };
}
