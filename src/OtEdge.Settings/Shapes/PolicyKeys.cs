using OtEdge.Core.Zones;

namespace OtEdge.Settings.Shapes;

/// <summary>What policies of every protocol share.</summary>
internal static class PolicyKeys
{
    public static ScalarShape<RefusalForm> RefusalForm { get; } = Scalars.Choice(
        ("reply", Core.Zones.RefusalForm.Reply),
        ("drop", Core.Zones.RefusalForm.Drop),
        ("close", Core.Zones.RefusalForm.Close),
        ("reset", Core.Zones.RefusalForm.Reset));

    public static ScalarShape<ConduitProtocol> Protocol { get; } =
        Scalars.Choice(("modbus-tcp", ConduitProtocol.ModbusTcp), ("opc-ua", ConduitProtocol.OpcUa));

    /// <summary>Keys that every policy starts with.</summary>
    public static IReadOnlyList<Key> Head() =>
    [
        new Key("policy", Scalars.Name, "Name of the policy; the same as the file's name without .yaml.") { IsRequired = true },
        new Key("protocol", Protocol, "The protocol that it judges.") { IsRequired = true },
    ];

    /// <summary>Keys that rules of every protocol have.</summary>
    public static IReadOnlyList<Key> RuleHead() =>
    [
        new Key("id", Scalars.Name, "Name of the rule, unique in the policy; findings name it.") { IsRequired = true },
        new Key("clients", new ListShape(Scalars.Text), "Assets by name, addresses or networks; absent: any client."),
    ];

    public static IReadOnlyList<Key> RuleTail() =>
    [
        new Key("rate", ModbusScalars.Rate, "How often one client may use the rule, such as 10/min."),
        new Key("expires", Scalars.Date, "Last day on which the rule allows without a finding."),
    ];
}
