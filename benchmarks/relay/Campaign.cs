using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

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
            using Variants variants = await Variants.Start(work.FullName, options.Only);
            List<Scenario> scenarios = Scenarios();
            for (int round = 1; round <= options.Rounds; round++)
            {
                foreach (Scenario scenario in scenarios)
                {
                    await Round(round, scenario, variants.Relays, cancellation);
                }
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

    private List<Scenario> Scenarios() =>
    [
        new("closed, 1 connection, one processor", 1, 0, 0),
        .. options.Connections.Select(count =>
            new Scenario(string.Create(CultureInfo.InvariantCulture, $"closed, {count} connections"), count, 0, 1)),
        new("open, 5,000/s over 2000 connections", 2000, 5000, 1),
    ];

    private async Task Round(int round, Scenario scenario, IReadOnlyList<Relay> relays, CancellationToken cancellation)
    {
        // Rotated, so that no variant always follows the same one.
        foreach (Relay relay in relays.Skip(round % relays.Count).Concat(relays.Take(round % relays.Count)))
        {
            cancellation.ThrowIfCancellationRequested();
            Sample sample = await Slot(round, scenario, relay, cancellation);
            samples.Add(sample);
            Terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{round}/{options.Rounds} {scenario.Name,-38} {relay.Name,-16} {sample.Throughput,9:N0}/s  p50 {sample.Load.P50,7:N1} us  p99 {sample.Load.P99,8:N1} us  cpu {sample.CpuMicroseconds,6:N2} us  errors {sample.Load.Errors}"));
        }
    }

    private async Task<Sample> Slot(int round, Scenario scenario, Relay relay, CancellationToken cancellation)
    {
        // Two threads need two processors, or they only get into each other's way.
        relay.Pin(relay.Name == "haproxy-2" ? "0,1" : scenario.RelayProcessor.ToString(CultureInfo.InvariantCulture));
        var wanted = new LoadOptions
        {
            Port = relay.Port,
            Connections = scenario.Connections,
            Milliseconds = options.SlotMilliseconds,
            RequestsPerSecond = scenario.RequestsPerSecond,
            Addresses = Variants.Blocks,
            Processor = 0,
        };
        using Process load = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, ["load", "--options", JsonSerializer.Serialize(wanted)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string? line = await load.StandardOutput.ReadLineAsync(cancellation);
        if (line != "warm")
        {
            throw new IOException($"the load did not get warm on {relay.Name}: {line}");
        }

        double before = relay.CpuMicroseconds();
        await load.StandardInput.WriteLineAsync();
        line = await load.StandardOutput.ReadLineAsync(cancellation);
        double used = relay.CpuMicroseconds() - before;
        double memory = relay.MemoryMiB();
        await load.WaitForExitAsync(cancellation);
        LoadResult result = JsonSerializer.Deserialize<LoadResult>(line ?? throw new IOException($"the load on {relay.Name} ended early"))!;
        return new Sample(round, scenario.Name, relay.Name, result)
        {
            CpuMicroseconds = used / Math.Max(result.Transactions, 1),
            MemoryMiB = memory,
        };
    }
}
