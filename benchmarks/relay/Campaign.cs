using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>The whole run: every variant stays up, slots are interleaved round by round, and tables are written at the end.</summary>
internal sealed class Campaign(CampaignOptions options)
{
    private readonly List<Sample> samples = [];

    public async Task<int> Run(CancellationToken cancellation)
    {
        if (!File.Exists("/usr/sbin/haproxy"))
        {
            Terminal.Error.WriteLine("haproxy is missing: apt-get install haproxy");
            return 2;
        }

        DirectoryInfo work = Directory.CreateTempSubdirectory("otb-");
        try
        {
            using Stage modbus = await Stage.Start(work.FullName, isOpcUa: false, options.Only);
            using Stage opcUa = await Stage.Start(work.FullName, isOpcUa: true, options.Only);
            (Scenario, Stage)[] scenarios =
            [
                .. ModbusScenarios().Select(scenario => (scenario, modbus)),
                .. OpcUaScenarios().Select(scenario => (scenario, opcUa)),
            ];
            for (int round = 1; round <= options.Rounds; round++)
            {
                foreach ((Scenario scenario, Stage stage) in scenarios)
                {
                    await Round(round, scenario, stage.Relays, cancellation);
                }
            }

            if (options.Only.Count == 0 || options.Only.Contains(Isolation.Name))
            {
                using var isolation = new Isolation(work.FullName, modbus.DevicePort);
                samples.AddRange(await isolation.Run(options, cancellation));
            }
        }
        finally
        {
            work.Delete(recursive: true);
        }

        options.Output.Create();
        await Report.Write(options, samples);
        Terminal.WriteLine($"written: {Path.Combine(options.Output.FullName, "relay.md")}, relay.csv, relay.svg");
        return samples.Any(sample => sample.Load.Errors > 0) ? 1 : 0;
    }

    private IEnumerable<Scenario> ModbusScenarios() =>
    [
        new("closed, 1 connection, one processor", 1, 0, 0),
        .. options.Connections.Select(count => new Scenario(Text($"closed, {count} connections"), count, 0, 1)),
        new("open, 400/s over 16 connections", 16, 400, 1),
        new("open, 5,000/s over 2000 connections", 2000, 5000, 1),
    ];

    private IEnumerable<Scenario> OpcUaScenarios() =>
        options.UaConnections.Select(count => new Scenario(Text($"OPC UA, closed, {count} connections"), count, 0, 1) { IsOpcUa = true });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task Round(int round, Scenario scenario, IReadOnlyList<Relay> relays, CancellationToken cancellation)
    {
        // Rotated, so that no variant always follows the same one.
        int first = relays.Count == 0 ? 0 : round % relays.Count;
        foreach (Relay relay in relays.Skip(first).Concat(relays.Take(first)))
        {
            cancellation.ThrowIfCancellationRequested();
            Sample sample = await Slot(round, scenario, relay, cancellation);
            samples.Add(sample);
            Terminal.WriteLine($"{round}/{options.Rounds} {sample}");
        }
    }

    private async Task<Sample> Slot(int round, Scenario scenario, Relay relay, CancellationToken cancellation)
    {
        // Two threads need two processors, or they only get into each other's way.
        relay.Pin(relay.Name == Variants.HaProxyTwo ? "0,1" : scenario.RelayProcessor.ToString(CultureInfo.InvariantCulture));
        var wanted = new LoadOptions
        {
            Port = relay.Port,
            Connections = scenario.Connections,
            Milliseconds = options.SlotMilliseconds,
            RequestsPerSecond = scenario.RequestsPerSecond,
            IsOpcUa = scenario.IsOpcUa,
            Processor = 0,
        };
        return await Slots.Measure(wanted, relay, cancellation) with { Round = round, Scenario = scenario.Name };
    }
}
