namespace OtEdge.SystemTests.OpcUa;

/// <summary>Settings of a conduit before node-opcua's server, and what its clients may do there.</summary>
internal static class FillingLine
{
    public const string Policy = """
        policy: line
        protocol: opc-ua
        rules:
          - id: reads
            clients: [hmi]
            allow: [browse, read, subscribe]
            nodes: ["nsu=http://acme.com/filler/;s=Line1", "nsu=http://acme.com/filler/;s=Line1.T*"]
          - id: setpoint
            clients: [hmi]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Target"]
            values: [{ min: 0, max: 85 }]
          - id: text
            clients: [hmi]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Text"]
          - id: start
            clients: [hmi]
            allow: [call]
            methods: [{ object: "nsu=http://acme.com/filler/;s=Line1", method: "nsu=http://acme.com/filler/;s=Line1.Start" }]
        """;

    /// <summary>Everything is allowed, so that enforcing must not be noticed.</summary>
    public const string Everything = """
        policy: line
        protocol: opc-ua
        rules:
          - id: everything
            clients: [hmi]
            allow: [session, browse, read, subscribe, history, write, call, admin]
            nodes: ["*"]
            methods: [{ object: "nsu=http://acme.com/filler/;s=Line1", method: "nsu=http://acme.com/filler/;s=Line1.Start" }]
        """;

    /// <summary>What a client that tries everything sees while the policy is enforced, whatever the inspection and the security.</summary>
    public static IReadOnlyList<string> SeenWhileEnforcing { get; } =
    [
        "connect done",
        "endpoints some",
        "namespaces Good",
        "read Good=50 sum 1225",
        "readOneForbidden Good=49 BadUserAccessDenied=1 slot24 BadUserAccessDenied slot25 25",
        "write Good=1",
        "writeBeyond fault BadUserAccessDenied",
        "writeBatch fault BadUserAccessDenied",
        "readBack 42 0 49",
        "call Good true",
        "callForbidden fault BadUserAccessDenied",
        "browse Good 56",
        "translate Good",
        "alias Good BadUserAccessDenied",
        "otherEncoding BadUserAccessDenied",
        "subscribe Good=49 BadUserAccessDenied=1 seen 49",
        "big Good true",
        "close done",
    ];

    /// <summary>A site with one OPC UA conduit, called line.</summary>
    /// <param name="devicePort">Port of the server.</param>
    /// <param name="keys">Further keys of the conduit, one a line.</param>
    /// <param name="policy">The policy.</param>
    public static (string Path, string Text)[] Files(int devicePort, string keys, string policy = Policy) =>
    [
        ("otedge.yaml", $$"""
            site: test
            gateway: edge-1
            time-zone: Europe/Berlin
            governance: solo
            assets:
              hmi: { zone: supervision, address: 127.0.0.1 }
            zones:
              supervision: { description: Clients, level: 3 }
              filling: { description: Devices, level: 1 }
            conduits:
              line:
                from: supervision
                to: filling
                protocol: opc-ua
                listen: 127.0.0.1:0
                device: opc.tcp://127.0.0.1:{{devicePort}}
                policy: line
                {{keys.ReplaceLineEndings("\n    ")}}
            """),
        ("policies/line.yaml", policy),
    ];
}
