namespace OtEdge.SystemTests.Modbus;

/// <summary>Small sites for the tests: one conduit on a free port in front of one device.</summary>
internal static class TestSites
{
    public const string Conduit = "line";

    public const string AllowAll = """
        policy: line
        protocol: modbus-tcp
        rules:
          - id: everything
            allow: [read, write, admin]
        """;

    /// <summary>Reads anywhere, one float setpoint at 120-121; the lines of the rules are part of what tests look for.</summary>
    public const string SetpointOnly = """
        policy: line
        protocol: modbus-tcp
        rules:
          - id: reads
            units: [1]
            allow: [read-coils, read-discrete-inputs, read-holding-registers, read-input-registers]
          - id: setpoint
            units: [1]
            allow: [write-multiple-registers, read-write-multiple-registers, write-single-register, mask-write-register]
            holding-registers: 120-121
            values: [{ at: 120, type: float32, order: CDAB, min: 0, max: 85 }]
        """;

    public static (string Path, string Text)[] Files(int devicePort, string policy, string more = "") =>
    [
        ("otedge.yaml", $$"""
            site: test
            gateway: edge-1
            time-zone: Europe/Berlin
            governance: solo
            assets:
              hmi: { zone: supervision, address: 127.0.0.1 }
              plc: { zone: filling, address: 127.0.0.1 }
            zones:
              supervision: { description: Clients, level: 3 }
              filling: { description: Devices, level: 1 }
            conduits:
              {{Conduit}}:
                from: supervision
                to: filling
                protocol: modbus-tcp
                listen: 127.0.0.1:0
                device: 127.0.0.1:{{devicePort}}
                policy: line
            {{more}}
            """),
        ("policies/line.yaml", policy),
    ];
}
