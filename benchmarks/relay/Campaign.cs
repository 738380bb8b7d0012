using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>The whole run: every variant stays up, slots are interleaved round by round, and tables are written at the end.</summary>
internal sealed class Campaign(CampaignOptions options)
{
    // Long enough for 200 messages.
    private const int WatchingMilliseconds = 2000;

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
            await Modbus(work.CreateSubdirectory("modbus"), cancellation);
            await OpcUa(work.CreateSubdirectory("opcua"), cancellation);
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

    // One protocol after the other: what stands there and is not measured costs a little all the same.
    private async Task Modbus(DirectoryInfo folder, CancellationToken cancellation)
    {
        using Stage stage = await Stage.Start(folder.FullName, new StagePlan(options.Only, null));
        await Rounds([.. ModbusScenarios()], stage, cancellation);
        if (options.Only.Count == 0 || options.Only.Contains(Isolation.Name))
        {
            using var isolation = new Isolation(folder.FullName, stage.DevicePort);
            samples.AddRange(await isolation.Run(options, cancellation));
        }
    }

    private async Task OpcUa(DirectoryInfo folder, CancellationToken cancellation)
    {
        UaIdentity.MakeAll(folder.FullName);
        using Stage stage = await Stage.Start(folder.FullName, new StagePlan(options.Only, folder.FullName));
        await Rounds([.. UaScenarios.All([.. options.UaConnections], folder.FullName)], stage, cancellation);
    }

    private async Task Rounds(IReadOnlyList<Scenario> scenarios, Stage stage, CancellationToken cancellation)
    {
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Scenario scenario in scenarios.Where(one => one.IsIn(round) && one.Name.Contains(options.Scenario, StringComparison.OrdinalIgnoreCase)))
            {
                await Round(round, scenario, scenario.Through(stage.Relays), cancellation);
            }
        }
    }

    private IEnumerable<Scenario> ModbusScenarios() =>
    [
        new("closed, 1 connection, one processor", 1, 0, 0),
        .. options.Connections.Select(count => new Scenario(Text($"closed, {count} connections"), count, 0, 1)),
        new("open, 400/s over 16 connections", 16, 400, 1),
        new("open, 5,000/s over 2000 connections", 2000, 5000, 1),
    ];

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
            Milliseconds = scenario.OpcUa is { Watches: true } ? Math.Max(options.SlotMilliseconds, WatchingMilliseconds) : options.SlotMilliseconds,
            RequestsPerSecond = scenario.RequestsPerSecond,
            OpcUa = scenario.OpcUa,
            Processor = 0,
        };
        return await Slots.Measure(wanted, relay, cancellation) with { Round = round, Scenario = scenario.Name };
    }
}
