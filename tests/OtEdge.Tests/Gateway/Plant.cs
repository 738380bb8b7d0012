using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Gateway;

/// <summary>A small site for tests: two zones, two assets, one Modbus conduit with a policy.</summary>
internal static class Plant
{
    public const string Filling = "filling-modbus";

    public static Rule Reads { get; } = new() { Id = "reads", Line = 4, Classes = OperationClasses.Read };

    public static Rule Writes { get; } = new() { Id = "writes", Line = 6, Classes = OperationClasses.Write };

    public static PolicyDocument ReadsOnly { get; } = Policy(Reads);

    public static PolicyDocument ReadsAndWrites { get; } = Policy(Reads, Writes);

    public static Conduit Conduit { get; } = new()
    {
        Name = Filling,
        From = "supervision",
        To = "filling",
        Protocol = ConduitProtocol.ModbusTcp,
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Device = new DeviceAddress("127.0.0.1", 1),
        Policy = "reads-only",
    };

    public static Site Site(params Conduit[] conduits) => new()
    {
        Name = "leipzig",
        Gateway = "edge-1",
        TimeZone = TimeZoneInfo.Utc,
        Governance = Governance.Solo,
        Zones =
        [
            new Zone("supervision", "SCADA", 3, Criticality.Normal),
            new Zone("filling", null, 1, Criticality.High),
        ],
        Assets =
        [
            new Asset("scada-1", "supervision", [IPNetwork.Parse("10.20.0.11/32")], null, []),
            new Asset("office", "supervision", [IPNetwork.Parse("10.20.0.0/16")], null, []),
        ],
        Conduits = conduits.Length == 0 ? [Conduit] : conduits,
        Policies = new Dictionary<string, PolicyDocument>
        {
            ["reads-only"] = ReadsOnly with { Name = "reads-only" },
            ["reads-and-writes"] = ReadsAndWrites with { Name = "reads-and-writes" },
        },
    };

    public static PolicyDocument Policy(params Rule[] rules) => WithDigest(new PolicyDocument
    {
        Name = "test",
        Protocol = ConduitProtocol.ModbusTcp,
        File = "policies/test.yaml",
        Text = "policy: test\n",
        Rules = rules,
    });

    public static PolicyDocument WithDigest(PolicyDocument policy) => policy with { Digest = PolicyDocumentJson.Digest(policy) };
}
