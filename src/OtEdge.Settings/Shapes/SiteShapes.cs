using OtEdge.Core.Zones;
using OtEdge.Settings.Model;

namespace OtEdge.Settings.Shapes;

/// <summary>The shape of `otedge.yaml`.</summary>
internal static class SiteShapes
{
    public static ScalarShape<Governance> Governance { get; } = Scalars.Choice(
        ("solo", Core.Zones.Governance.Solo),
        ("pair", Core.Zones.Governance.Pair),
        ("functions", Core.Zones.Governance.Functions));

    public static ScalarShape<Criticality> Criticality { get; } = Scalars.Choice(
        ("low", Core.Zones.Criticality.Low),
        ("normal", Core.Zones.Criticality.Normal),
        ("high", Core.Zones.Criticality.High));

    public static ScalarShape<DataPlaneTransport> Transport { get; } = Scalars.Choice(
        ("auto", DataPlaneTransport.Auto),
        ("epoll", DataPlaneTransport.Epoll),
        ("portable", DataPlaneTransport.Portable));

    public static ScalarShape<string> LogLevel { get; } = Scalars.Choice(
        ("debug", "debug"),
        ("information", "information"),
        ("warning", "warning"),
        ("error", "error"));

    public static ScalarShape<int> Level { get; } = Scalars.Integer(0, 5);

    /// <summary>A process value: a Modbus register or coil, or an OPC UA node.</summary>
    public static MapShape Tag { get; } = new(
        "a tag such as { unit: 1, holding-register: 40, type: uint16 }",
        [
            new Key("unit", ModbusScalars.Unit, "Modbus unit identifier.") { Default = 1 },
            .. ModbusScalars.SingleSpaces.Select(space =>
                new Key(space.Key, Scalars.Integer(0, 65535, "zero-based"), $"Zero-based address of the first {space.Key}.")),
            new Key("node", OpcUaShapes.Node, "The OPC UA node."),
            new Key("type", ModbusScalars.ValueType, "How its words make a number; default: bit for coils and discrete inputs, uint16 for registers."),
            new Key("order", ModbusScalars.Order, "Byte order of several words.") { Default = "ABCD" },
            new Key("scale", Scalars.Number(), "Factor from the raw to the engineering value.") { Default = 1 },
            new Key("offset", Scalars.Number(), "Added after scaling.") { Default = 0 },
            new Key("engineering-unit", Scalars.Text, "For people, such as °C."),
        ])
    { OneOf = [.. ModbusScalars.SingleSpaces.Select(space => space.Key), "node"] };

    /// <summary>The whole file.</summary>
    public static MapShape Document { get; } = new(
        "a mapping with `site`, `zones` and `conduits`",
        [
            new Key("site", Scalars.Name, "Name of the site, in topics, alerts and reports.") { IsRequired = true },
            new Key("gateway", Scalars.Name, "Name of this gateway in the site; default: the host's name."),
            new Key("time-zone", Scalars.TimeZone, "Time zone of the plant, for calendars and expiry dates.") { Default = "UTC" },
            new Key("governance", Governance, "Who must agree to a change: the author alone, one other person, or every function.") { Default = "pair" },
            PeopleShapes.Key(),
            new Key("assets", new NamedShape("assets by name", Asset()), "PLCs, servers, HMIs and workstations by name."),
            new Key("zones", new NamedShape("zones by name", Zone()), "Groups of assets with common security needs, by name.") { IsRequired = true },
            new Key("conduits", new NamedShape("conduits by name", ConduitShapes.Conduit), "Paths between two zones, by name.") { IsRequired = true },
            .. StagingShapes.Keys(),
            new Key("data-plane", DataPlane(), "How traffic is moved; takes effect when OtEdge is started."),
            new Key("recording", Recording(), "What is recorded of traffic; takes effect when OtEdge is started."),
            new Key("alerts", Alerts(), "Where alerts go."),
            new Key("logs", Logs(), "What is logged."),
            new Key("metrics", Metrics(), "Where metrics go beside /metrics."),
            new Key("console", Console(), "The operator console."),
            new Key("server", Server(), "OtEdge's own OPC UA server."),
        ]);

    private static MapShape Asset() => new(
        "an asset such as { zone: supervision, address: 10.20.0.11 }",
        new Key("zone", Scalars.Name, "The zone it belongs to.") { IsRequired = true },
        new Key("address", new ListShape(NetworkScalars.Network, orSingle: true), "Addresses or networks it may come from; absent: any, its other identifiers decide."),
        new Key("application-uri", NetworkScalars.ApplicationUri, "OPC UA application URI that it must present."),
        new Key("thumbprint", NetworkScalars.Thumbprint, "Thumbprint of the OPC UA certificate that it must present."),
        new Key("tags", new NamedShape("tags by name", Tag), "Process values by name, unique in the site."));

    private static MapShape Zone() => new(
        "a zone such as { description: Filling line, level: 1 }",
        new Key("description", Scalars.Text, "For people."),
        new Key("level", Level, "Purdue level."),
        new Key("criticality", Criticality, "How much the plant depends on it; campaigns go from low to high.") { Default = "normal" });

    private static MapShape DataPlane() => new(
        "a mapping with `transport`",
        new Key("transport", Transport, "What moves the bytes: auto is the fastest of the platform, epoll needs Linux, portable runs everywhere.") { Default = "auto" });

    private static MapShape Recording() => new(
        "a mapping with `enabled`",
        new Key("enabled", Scalars.Choice(("true", true), ("false", false)), "False: neither flows nor frames are kept, so there is no evidence, replay or suggestion.")
        {
            Default = true,
        });

    private static MapShape Alerts() => new(
        "a mapping with `mqtt` or `syslog`",
        new Key("mqtt", Mqtt(), "The MQTT broker that alerts are published to."),
        new Key("syslog", Syslog(), "The SIEM that alerts are sent to, as CEF by syslog."));

    private static MapShape Syslog() => new(
        "a mapping with `server`",
        new Key("server", NetworkScalars.Syslog, "URL of the server: tls:// with TLS, tcp:// and udp:// without.") { IsRequired = true },
        new Key("ca", Scalars.Text, "File with the authority of the server's certificate; absent: those of the machine."),
        new Key("certificate", Scalars.Text, "File with OtEdge's client certificate."),
        new Key("key", Scalars.Text, "File with the key of the client certificate."),
        new Key("server-name", Scalars.Text, "Name that the server's certificate must bear; absent: the host of the URL."));

    private static MapShape Logs() => new(
        "a mapping with `level`",
        new Key("level", LogLevel, "Least level that is logged; a reload changes it while running.") { Default = "information" });

    private static MapShape Metrics() => new(
        "a mapping with `listen` or `otlp`",
        new Key("listen", NetworkScalars.Http, "Where /metrics is served for Prometheus, and nothing else; takes effect when OtEdge is started."),
        new Key("otlp", NetworkScalars.Otlp, "Where metrics are pushed to by OTLP over gRPC; takes effect when OtEdge is started."));

    private static MapShape Mqtt() => new(
        "a mapping with `broker`",
        new Key("broker", NetworkScalars.Broker, "URL of the broker: mqtts:// with TLS, mqtt:// without.") { IsRequired = true },
        new Key("ca", Scalars.Text, "File with the authority of the broker's certificate; absent: those of the machine."),
        new Key("certificate", Scalars.Text, "File with OtEdge's client certificate."),
        new Key("key", Scalars.Text, "File with the key of the client certificate."),
        new Key("server-name", Scalars.Text, "Name that the broker's certificate must bear; absent: the host of the URL."),
        new Key("username", Scalars.Text, "User name at the broker."),
        new Key("password-file", Scalars.Text, "File that holds the password; it is never written into the settings."),
        new Key("version", Scalars.Choice(("5", 5), ("3.1.1", 3)), "MQTT version.") { Default = 5 });

    private static MapShape Console() => new(
        "a mapping with `listen`",
        new Key("listen", NetworkScalars.Https, "Where browsers connect; http:// only on a loopback address.") { IsRequired = true });

    private static MapShape Server() => new(
        "a mapping with `listen`",
        new Key("listen", NetworkScalars.OpcTcp, "Where OPC UA clients connect.") { IsRequired = true });
}
