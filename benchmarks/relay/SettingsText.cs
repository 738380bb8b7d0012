using System.Globalization;
using System.Text;

namespace OtEdge.RelayBenchmark;

/// <summary>Settings of an OtEdge under measurement, as a person would write them.</summary>
internal static class SettingsText
{
    public static string OfSite(int port, GatewayPlan plan)
    {
        string alerts = plan.Broker is { } broker ? Line($"alerts: {{ mqtt: {{ broker: mqtt://127.0.0.1:{broker} }} }}") : "";
        var text = new StringBuilder($$"""
            site: benchmark
            gateway: edge
            time-zone: UTC
            governance: solo
            data-plane: { transport: {{plan.Transport}} }
            recording: { enabled: {{(plan.IsRecording ? "true" : "false")}} }
            {{alerts}}
            zones:
              clients: { level: 3 }
              devices: { level: 1 }
            conduits:

            """);
        text.Append(Conduit("line", (port, plan.Device), plan.OpcUa));
        foreach ((string name, int listen, int device) in plan.Neighbours)
        {
            text.Append(Conduit(name, (listen, device), null));
        }

        return text.ToString();
    }

    /// <summary>Rules that the load needs, spread among others that it does not: other units, other blocks, other nodes.</summary>
    public static string OfPolicy(GatewayPlan plan)
    {
        var text = new StringBuilder(Line($"policy: line\nprotocol: {Protocol(plan.OpcUa)}\nrules:\n"));
        for (int n = 0; n < plan.Rules; n++)
        {
            text.Append(Line($"  - id: rule-{n}\n    clients: [127.0.0.0/8]\n    allow: [read, write{(plan.OpcUa is null ? "" : ", subscribe")}]\n"));
            text.Append(plan.OpcUa is not null ? Nodes(n) : Registers(n, plan.Rules));
        }

        return text.ToString();
    }

    private static string Registers(int n, int rules)
    {
        int blocksPerRule = Math.Max(1, Gateways.Blocks * 2 / rules);
        int block = n % Math.Min(rules, 6000), unit = 1 + (n / 6000), first = block * blocksPerRule * 10;
        return Line($"    units: [{unit}]\n    holding-registers: 0x{first:X}-0x{first + (blocksPerRule * 10) - 1:X}\n");
    }

    private static string Nodes(int n) => Line($"    nodes: [\"nsu={UaBodies.NamespaceUri};s={UaBodies.NodeName(n)}\"]\n");

    private static string Conduit(string name, (int Listen, int Device) ports, UaInspection? opcUa) => Line($$"""
          {{name}}:
            from: clients
            to: devices
            protocol: {{Protocol(opcUa)}}
            {{(opcUa is null ? "refuse-with: reply" : Inspection(opcUa))}}
            listen: 127.0.0.1:{{ports.Listen}}
            device: {{(opcUa is null ? "" : "opc.tcp://")}}127.0.0.1:{{ports.Device}}
            policy: line
            limits: { connections: 4096 }

        """);

    // Anybody may connect, as everybody may connect to HAProxy; the device is trusted by its certificate.
    private static string Inspection(UaInspection opcUa) => opcUa.Device is not { } device
        ? "inspection: transparent"
        : Line($$"""
            security: { policies: [{{opcUa.Client.PolicyName}}], modes: [{{opcUa.Client.Mode}}], certificates: any }
                device-security: { policy: {{device.PolicyName}}, mode: {{device.Mode}} }
            """);

    private static string Protocol(UaInspection? opcUa) => opcUa is null ? "modbus-tcp" : "opc-ua";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
