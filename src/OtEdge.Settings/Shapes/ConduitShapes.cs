using OtEdge.Core.Zones;
using OtEdge.Settings.Binding;

namespace OtEdge.Settings.Shapes;

/// <summary>The shape of a conduit, by its protocol.</summary>
internal static class ConduitShapes
{
    public static ScalarShape<ConduitProtocol> Protocol { get; } = Scalars.Choice(
        ("modbus-tcp", ConduitProtocol.ModbusTcp),
        ("opc-ua", ConduitProtocol.OpcUa),
        ("tcp", ConduitProtocol.Tcp));

    public static ScalarShape<FaultStance> OnFault { get; } =
        Scalars.Choice(("forward", FaultStance.Forward), ("refuse", FaultStance.Refuse));

    public static ScalarShape<int> Connections { get; } = Scalars.Integer(1, 65535);

    public static ScalarShape<int> Pending { get; } = Scalars.Integer(1, 500);

    public static ScalarShape<int> MaxAdu { get; } = Scalars.Integer(260, 1100, "bytes");

    public static ScalarShape<bool> Inspection { get; } = Scalars.Choice(("terminate", true), ("transparent", false));

    public static ScalarShape<bool> CertificateExpiry { get; } = Scalars.Choice(("alert", false), ("strict", true));

    public static Shape Conduit { get; } = new VariantShape(
        "a conduit: a mapping with `from`, `to`, `protocol`, `listen` and `device`",
        "protocol",
        ("modbus-tcp", Modbus()),
        ("opc-ua", OpcUa()),
        ("tcp", new MapShape("a conduit", [.. Head(), Device(), .. Tail()])));

    private static MapShape Modbus() => new(
        "a conduit",
        [
            .. Head(),
            Device(),
            .. Tail(),
            .. Judged(),
            new Key("strict-replies", Scalars.Boolean, "True: replies of the wrong length are dropped while enforcing, not only reported.") { Default = false },
            new Key("max-adu", MaxAdu, "Largest Modbus ADU in bytes; more than 260 for vendor functions only.") { Default = 260 },
            new Key("umas", new ListShape(Scalars.Choice([.. UmasGroups.All.Select(group => (group.Name, group.Name))])), "Groups of FC90 sub-functions that rules may name."),
            new Key("essential", new ListShape(OperationShapes.Operation), "Operations that no change may refuse without a risk assessment."),
        ]);

    private static MapShape OpcUa() => new(
        "a conduit",
        [
            .. Head(),
            new Key("device", NetworkScalars.OpcTcp, "The server's endpoint URL.") { IsRequired = true },
            .. Tail(),
            .. Judged(),
            new Key("endpoint-url", NetworkScalars.OpcTcp, "What clients dial, if not what they are seen to dial."),
            new Key("inspection", Inspection, "terminate: OtEdge has a secure channel with each side; transparent: it reads along.") { Default = "terminate" },
            new Key("security", OpcUaShapes.Security, "What clients may use."),
            new Key("device-security", OpcUaShapes.DeviceSecurity, "What OtEdge uses towards the device; absent: the best both sides know."),
            new Key("certificate-expiry", CertificateExpiry, "alert: what is trusted and has expired is kept, with an alert; strict: it is refused while enforcing.") { Default = "alert" },
            new Key("reverse-connect", OpcUaShapes.ReverseConnect, "Devices that call OtEdge, and clients that OtEdge calls."),
        ]);

    private static IEnumerable<Key> Head() =>
    [
        new Key("from", Scalars.Name, "The zone of the clients.") { IsRequired = true },
        new Key("to", Scalars.Name, "The zone of the devices.") { IsRequired = true },
        new Key("protocol", Protocol, "What it speaks; tcp is relayed and recorded, not read.") { IsRequired = true },
        new Key("listen", NetworkScalars.Listen, "Where clients connect.") { IsRequired = true },
    ];

    private static Key Device() => new("device", NetworkScalars.Device, "Where the device listens.") { IsRequired = true };

    private static IEnumerable<Key> Tail() =>
    [
        new Key("limits", Limits(), "Limits on what peers can make grow."),
        new Key("renamed-from", Scalars.Name, "Former name, whose mode and history this conduit carries on."),
    ];

    private static IEnumerable<Key> Judged() =>
    [
        new Key("policy", Scalars.Name, "Name of the policy in policies/NAME.yaml; absent: observe only."),
        new Key("on-fault", OnFault, "What enforcing does when OtEdge itself cannot judge.") { Default = "forward" },
        new Key("refuse-with", PolicyKeys.RefusalForm, "What a refused request gets; OPC UA has no drop.") { Default = "reply" },
    ];

    private static MapShape Limits() => new(
        "limits such as { connections: 64, frame: 5s }",
        new Key("connections", Connections, "Client connections at once.") { Default = 256 },
        new Key("device-connections", Connections, "Device connections at once; default: as many as connections."),
        new Key("pending", Pending, "Unanswered requests per connection; 1 serialises.") { Default = 16 },
        new Key("frame", Scalars.Duration, "Longest time from the first byte of a frame to its last.") { Default = "5s" },
        new Key("device-timeout", Scalars.Duration, "Longest wait for the device.") { Default = "10s" },
        new Key("idle", Scalars.DurationOrOff, "Longest silence of a connection.") { Default = "off" });
}
