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

/// <summary>The device and everything that can stand between it and the clients.</summary>
internal sealed class Variants : IDisposable
{
    /// <summary>Blocks of ten registers that the load goes through.</summary>
    public const int Blocks = 100;

    private static readonly (ConduitMode Mode, int Rules)[] Postures =
    [
        (ConduitMode.Bypass, 1000), (ConduitMode.Observe, 1000), (ConduitMode.Monitor, 1000),
        (ConduitMode.Enforce, 10), (ConduitMode.Enforce, 1000), (ConduitMode.Enforce, 100_000),
    ];

    private readonly Relay device;
    private readonly List<Relay> relays = [];

    private Variants(Relay device) => this.device = device;

    public IReadOnlyList<Relay> Relays => relays;

    /// <summary>Starts the device and the variants.</summary>
    /// <param name="folder">For settings and state.</param>
    /// <param name="only">Names to keep beside direct and haproxy-1; empty: all.</param>
    public static async Task<Variants> Start(string folder, IReadOnlyList<string> only)
    {
        int port = FreePort();
        var variants = new Variants(await Relay.Start(
            "device", port, Environment.ProcessPath!, ["respond", "--port", Number(port), "--processor", "0"]));
        try
        {
            variants.relays.Add(Relay.Direct(port));
            variants.relays.Add(await HaProxy(folder, port, threads: 1));
            if (Wanted("haproxy-2"))
            {
                variants.relays.Add(await HaProxy(folder, port, threads: 2));
            }

            foreach ((ConduitMode mode, int rules) in Postures)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{mode.ToString().ToLowerInvariant()}-{rules}");
                if (Wanted(name))
                {
                    variants.relays.Add(await Gateway(Path.Combine(folder, name), name, port, mode, rules));
                }
            }

            return variants;
        }
        catch
        {
            variants.Dispose();
            throw;
        }

        bool Wanted(string name) => only.Count == 0 || only.Contains(name);
    }

    public void Dispose()
    {
        relays.ForEach(relay => relay.Dispose());
        device.Dispose();
    }

    private static async Task<Relay> HaProxy(string folder, int devicePort, int threads)
    {
        int port = FreePort();
        string file = Path.Combine(folder, $"haproxy-{threads}.cfg");
        await File.WriteAllTextAsync(file, $"""
            global
                maxconn 4096
                nbthread {threads}
            defaults
                mode tcp
                option tcp-smart-accept
                timeout connect 5s
                timeout client 1m
                timeout server 1m
            listen relay
                bind 127.0.0.1:{port}
                server device 127.0.0.1:{devicePort}

            """);
        return await Relay.Start($"haproxy-{threads}", port, "/usr/sbin/haproxy", ["-db", "-f", file]);
    }

    private static async Task<Relay> Gateway(string folder, string name, int devicePort, ConduitMode mode, int rules)
    {
        int port = FreePort();
        string config = Path.Combine(folder, "config"), state = Path.Combine(folder, "state");
        Directory.CreateDirectory(Path.Combine(config, "policies"));
        await File.WriteAllTextAsync(Path.Combine(config, "otedge.yaml"), SiteText(port, devicePort));
        await File.WriteAllTextAsync(Path.Combine(config, "policies", "line.yaml"), PolicyText(rules));
        Seed(config, state, mode);
        return await Relay.Start(
            name, port, "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "otedge.dll"), "run", "--config", config, "--state", state]);
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
        journal.Adopt(new ConduitRecord("line", 1, now, posture, new TrafficTotals()));
    }

    private static string SiteText(int port, int devicePort) => $$"""
        site: benchmark
        gateway: edge
        time-zone: UTC
        governance: solo
        zones:
          clients: { level: 3 }
          devices: { level: 1 }
        conduits:
          line:
            from: clients
            to: devices
            protocol: modbus-tcp
            listen: 127.0.0.1:{{port}}
            device: 127.0.0.1:{{devicePort}}
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
            text.Append(CultureInfo.InvariantCulture, $"    allow: [read, write]\n    holding-registers: {first}-{first + (blocksPerRule * 10) - 1}\n");
        }

        return text.ToString();
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
