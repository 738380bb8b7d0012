using OtEdge.Plant.Actors;

namespace OtEdge.Host.Demo;

/// <summary>The settings of the demo: the plant's site and its policies, written as files that a person can read and change.</summary>
internal static class DemoSite
{
    /// <summary>The conduit to the filler's PLC.</summary>
    public const string FillingConduit = "filling-modbus";

    /// <summary>The conduit to the packer's PLC.</summary>
    public const string PackerConduit = "packer-modbus";

    /// <summary>The conduit to the filler's OPC UA server.</summary>
    public const string OpcUaConduit = "filling-opcua";

    /// <summary>The policy of the filler's OPC UA server.</summary>
    public const string OpcUaPolicy =
        """
        # Who may do what at the filler's OPC UA server.
        policy: filling-opcua
        protocol: opc-ua
        rules:
          - id: mes-reads-line
            clients: [mes]
            allow: [browse, read, subscribe]
            nodes: ["nsu=http://acme.com/filler/;s=Line1*"]
          - id: mes-writes-order
            clients: [mes]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Order"]
            values: [{ min: 1, max: 99999, type: uint32 }]
          - id: start-batch
            clients: [mes]
            allow: [call]
            methods: [{ object: "nsu=http://acme.com/filler/;s=Line1", method: "nsu=http://acme.com/filler/;s=Line1.StartBatch" }]
        tests:
          - { client: mes, read: { node: "nsu=http://acme.com/filler/;s=Line1.State" }, expect: allowed }
          - { client: mes, write: { node: "nsu=http://acme.com/filler/;s=Line1.Order", uint32: 1001 }, expect: allowed }
          - { client: mes, write: { node: "nsu=http://acme.com/filler/;s=Line1.Order", uint32: 4000000 }, expect: refused }
          - { client: mes, call: { object: "nsu=http://acme.com/filler/;s=Line1", method: "nsu=http://acme.com/filler/;s=Line1.Stop" }, expect: refused }

        """;

    /// <summary>The policy of the filler's PLC, which knows nothing of valves that are moved by hand.</summary>
    public const string FillingPolicy =
        """
        # Who may do what at the filler's PLC. Change it and run `otedge reload`: what differs becomes a proposal.
        policy: filling-modbus
        protocol: modbus-tcp
        address-base: 0
        rules:
          - id: screen-reads
            clients: [hmi]
            units: [1]
            allow: [read]
            holding-registers: 0-199
            input-registers: 0-15
            discrete-inputs: 0-15
          - id: mes-reads
            clients: [mes]
            units: [1]
            allow: [read]
            holding-registers: 40-47
            input-registers: 0-15
          - id: recipe
            clients: [hmi]
            units: [1]
            allow: [write]
            holding-registers: 0-1
            values:
              - { at: 0, type: uint16, min: 1, max: 3 }
              - { at: 1, type: uint16, min: 0, max: 150 }
          - id: target-temperature
            clients: [hmi]
            units: [1]
            allow: [write]
            holding-registers: 120-121
            values: [{ tag: target-temp, min: 0, max: 85, max-step: 5 }]
          - id: buttons
            clients: [hmi]
            units: [1]
            allow: [write]
            coils: [0-4, 17]
        pinned:
          - id: no-restart-communications
            refuse: [8/1]
        tests:
          - { client: hmi, write: { tag: target-temp, value: 80 }, expect: allowed }
          - { client: hmi, write: { tag: target-temp, value: 90 }, expect: refused }
          - { client: hmi, unit: 1, write: { coil: 17, value: on }, expect: allowed }
          - { client: engineering, unit: 1, function: 8/1, expect: refused }
          - { client: 127.0.1.99, unit: 1, write: { coil: 12, value: on }, expect: refused }

        """;

    private const string PackerPolicy =
        """
        # Who may do what at the packer's PLC.
        policy: packer-modbus
        protocol: modbus-tcp
        rules:
          - id: reads
            clients: [hmi, mes]
            units: [1]
            allow: [read]
            holding-registers: 0-63
            input-registers: 0-15
            discrete-inputs: 0-15
          - id: jam
            clients: [hmi]
            units: [1]
            allow: [write]
            coils: 0

        """;

    /// <summary>The section that has alerts told to a broker on this machine.</summary>
    public static string Alerts(int brokerPort) => $"alerts: {{ mqtt: {{ broker: mqtt://127.0.0.1:{brokerPort} }} }}\n";

    /// <summary>Writes the settings; files of an earlier demo are replaced.</summary>
    /// <param name="directory">Where; made when it is missing.</param>
    /// <param name="devices">Where the PLCs listen.</param>
    /// <param name="more">More sections of the site's file; empty: none.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(string directory, PlantPaths devices, string more = "")
    {
        string policies = Path.Combine(directory, "policies");
        Directory.CreateDirectory(policies);
        File.WriteAllText(Path.Combine(directory, "otedge.yaml"), Site(devices) + more);
        File.WriteAllText(Path.Combine(policies, "filling-modbus.yaml"), FillingPolicy);
        File.WriteAllText(Path.Combine(policies, "packer-modbus.yaml"), PackerPolicy);
        if (devices.FillerOpcUa is not null)
        {
            File.WriteAllText(Path.Combine(policies, "filling-opcua.yaml"), OpcUaPolicy);
        }
    }

    private static string Site(PlantPaths devices) =>
        $$"""
        # The filling line of `otedge demo`. Ports were free ones; every address is on this machine.
        site: demo
        gateway: edge-1
        governance: solo
        assets:
          hmi:         { zone: supervision, address: {{PlantAddresses.Hmi}} }
          mes:         { zone: supervision, address: {{PlantAddresses.Mes}} }
          engineering: { zone: supervision, address: {{PlantAddresses.Engineering}} }
          plc-filler:
            zone: filling
            address: {{PlantAddresses.Filler}}
            tags:
              filler.state: { unit: 1, holding-register: 40, type: uint16 }
              target-temp:  { unit: 1, holding-register: 120, type: float32, order: CDAB, engineering-unit: "°C" }
          plc-packer:  { zone: filling, address: {{PlantAddresses.Packer}} }
        zones:
          supervision: { description: "screen, MES and engineering", level: 3 }
          filling:     { description: "filling line", level: 1, criticality: high }
        conduits:
          {{FillingConduit}}:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: {{devices.Filler}}
            policy: filling-modbus
            limits: { connections: 64, device-connections: 8 }
            essential: [{ unit: 1, write: { coil: 17 } }]
          {{PackerConduit}}:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: {{devices.Packer}}
            policy: packer-modbus
            limits: { connections: 64, device-connections: 8 }
        {{OpcUa(devices)}}
        """;

    private static string OpcUa(PlantPaths devices) => devices.FillerOpcUa is null ? "" :
        $$"""
          {{OpcUaConduit}}:
            from: supervision
            to: filling
            protocol: opc-ua
            inspection: transparent
            listen: 127.0.0.1:0
            device: opc.tcp://{{devices.FillerOpcUa}}
            policy: filling-opcua
            limits: { connections: 16, device-connections: 8 }

        """;
}
