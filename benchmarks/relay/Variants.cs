using System.Globalization;
using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>The device and everything that can stand between it and the clients.</summary>
internal sealed class Variants : IDisposable
{
    private static readonly (ConduitMode Mode, int Rules)[] Postures =
    [
        (ConduitMode.Bypass, 1000), (ConduitMode.Observe, 1000), (ConduitMode.Monitor, 1000),
        (ConduitMode.Enforce, 10), (ConduitMode.Enforce, 1000), (ConduitMode.Enforce, 30_000),
    ];

    private readonly Relay device;
    private readonly List<Relay> relays = [];

    private Variants(Relay device) => this.device = device;

    public IReadOnlyList<Relay> Relays => relays;

    /// <summary>Port of the device.</summary>
    public int DevicePort => device.Port;

    /// <summary>Starts the device and the variants.</summary>
    /// <param name="folder">For settings and state.</param>
    /// <param name="only">Names to keep beside direct and haproxy-1; empty: all.</param>
    public static async Task<Variants> Start(string folder, IReadOnlyList<string> only)
    {
        int port = Gateways.FreePort();
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
                    var plan = new GatewayPlan { Mode = mode, Rules = rules, Device = port };
                    variants.relays.Add(await Gateways.Start(Path.Combine(folder, name), name, plan));
                }
            }

            if (Wanted("portable-1000"))
            {
                var portable = new GatewayPlan { Mode = ConduitMode.Enforce, Rules = 1000, Transport = "portable", Device = port };
                variants.relays.Add(await Gateways.Start(Path.Combine(folder, "portable-1000"), "portable-1000", portable));
            }

            // Beside enforce-1000 it shows what recording costs.
            if (Wanted("unrecorded-1000"))
            {
                var unrecorded = new GatewayPlan { Mode = ConduitMode.Enforce, Rules = 1000, IsRecording = false, Device = port };
                variants.relays.Add(await Gateways.Start(Path.Combine(folder, "unrecorded-1000"), "unrecorded-1000", unrecorded));
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
        int port = Gateways.FreePort();
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

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
