using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using OtEdge.Settings;

namespace OtEdge.RelayBenchmark;

/// <summary>Sets up whole OtEdge processes: settings, policy, and a journal that says which mode was confirmed.</summary>
internal static class Gateways
{
    /// <summary>Blocks of ten registers that the load goes through.</summary>
    public const int Blocks = 100;

    /// <summary>Folder of a gateway's state within its own.</summary>
    public static string StateOf(string folder) => Path.Combine(folder, "state");

    /// <summary>Starts one in a folder of its own.</summary>
    public static async Task<Relay> Start(string folder, string name, GatewayPlan plan)
    {
        int port = FreePort();
        string config = Path.Combine(folder, "config"), state = StateOf(folder);
        Directory.CreateDirectory(Path.Combine(config, "policies"));
        await File.WriteAllTextAsync(Path.Combine(config, "otedge.yaml"), SiteText(port, plan));
        await File.WriteAllTextAsync(Path.Combine(config, "policies", "line.yaml"), PolicyText(plan.Rules));
        Seed(config, state, plan.Mode);
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "otedge.dll"), "run", "--config", config, "--state", state];
        return await Relay.Start(name, port, "dotnet", arguments, plan.Environment);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>Puts the mode into the journal as if it had been confirmed, so that the gateway comes up in it.</summary>
    private static void Seed(string config, string state, ConduitMode mode)
    {
        SettingsReading reading = SettingsReader.Read(config);
        Site site = reading.Site ?? throw new IOException(string.Join('\n', reading.Problems));
        PolicyDocument policy = site.Policies["line"];
        using SqliteJournal journal = SqliteJournal.Open(state, TimeProvider.System, NullLogger.Instance);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        journal.Keep(new PolicyRevision(policy.Digest, policy.Name, PolicyDocumentJson.Write(policy), now));
        PostureRecord posture = PostureRecord.Start with { Mode = mode, PolicyDigest = policy.Digest };
        foreach (Conduit conduit in site.Conduits)
        {
            journal.Adopt(new ConduitRecord(conduit.Name, 1, now, posture, new TrafficTotals()));
        }
    }

    private static string SiteText(int port, GatewayPlan plan)
    {
        string text = $$"""
            site: benchmark
            gateway: edge
            time-zone: UTC
            governance: solo
            data-plane: { transport: {{plan.Transport}} }
            recording: { enabled: {{(plan.IsRecording ? "true" : "false")}} }
            zones:
              clients: { level: 3 }
              devices: { level: 1 }
            conduits:

            """ + ConduitText("line", port, plan.Device);
        return plan.Neighbour is { } neighbour ? text + ConduitText("neighbour", neighbour.Listen, neighbour.Device) : text;
    }

    private static string ConduitText(string name, int listen, int device) => $$"""
          {{name}}:
            from: clients
            to: devices
            protocol: modbus-tcp
            listen: 127.0.0.1:{{listen}}
            device: 127.0.0.1:{{device}}
            policy: line
            limits: { connections: 4096 }

        """;

    /// <summary>Rules that the load needs, spread among others that it does not: other units, other blocks.</summary>
    private static string PolicyText(int rules)
    {
        var text = new StringBuilder("policy: line\nprotocol: modbus-tcp\nrules:\n");
        int blocksPerRule = Math.Max(1, Blocks * 2 / rules);
        for (int n = 0; n < rules; n++)
        {
            int block = n % Math.Min(rules, 6000), unit = 1 + (n / 6000), first = block * blocksPerRule * 10;
            text.Append(CultureInfo.InvariantCulture, $"  - id: block-{n}\n    clients: [127.0.0.0/8]\n    units: [{unit}]\n");
            text.Append(CultureInfo.InvariantCulture, $"    allow: [read, write]\n    holding-registers: 0x{first:X}-0x{first + (blocksPerRule * 10) - 1:X}\n");
        }

        return text.ToString();
    }
}
