using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>A device of one protocol and everything that can stand between it and the clients.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Relay device;
    private readonly List<Relay> relays = [];

    private Stage(Relay device) => this.device = device;

    /// <summary>Direct first, then HAProxy, then the variants; none when the run does not ask for any.</summary>
    public IReadOnlyList<Relay> Relays => relays;

    /// <summary>Port of the device.</summary>
    public int DevicePort => device.Port;

    /// <summary>Starts the device and the variants.</summary>
    /// <param name="folder">For settings and state.</param>
    /// <param name="plan">What is to stand there.</param>
    public static async Task<Stage> Start(string folder, StagePlan plan)
    {
        int port = Gateways.FreePort();
        string[] arguments = ["respond", "--port", Number(port), "--processor", "0", .. plan.DeviceArguments];
        var stage = new Stage(await Relay.Start("device", port, Environment.ProcessPath!, arguments));
        try
        {
            await stage.Fill(folder, plan);
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        relays.ForEach(relay => relay.Dispose());
        device.Dispose();
    }

    private async Task Fill(string folder, StagePlan plan)
    {
        (string Name, GatewayPlan Plan)[] wanted = [.. plan.Wanted(DevicePort)];
        if (wanted.Length == 0 && !plan.HasHaProxyTwo)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        relays.Add(Relay.Direct(DevicePort));
        relays.Add(await HaProxy(folder, DevicePort, threads: 1));
        if (plan.HasHaProxyTwo)
        {
            relays.Add(await HaProxy(folder, DevicePort, threads: 2));
        }

        foreach ((string name, GatewayPlan gateway) in wanted)
        {
            relays.Add(await Gateways.Start(Path.Combine(folder, name), name, gateway));
        }
    }

    private static async Task<Relay> HaProxy(string folder, int devicePort, int threads)
    {
        int port = Gateways.FreePort();
        string name = $"{Relay.HaProxyName}-{threads}", file = Path.Combine(folder, $"{name}.cfg");
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
        return await Relay.Start(name, port, "/usr/sbin/haproxy", ["-db", "-f", file]);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
