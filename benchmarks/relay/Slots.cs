using System.Diagnostics;
using System.Text.Json;

namespace OtEdge.RelayBenchmark;

/// <summary>Measures slots of load, each by a process of its own that is warm before anything counts.</summary>
internal static class Slots
{
    /// <summary>Runs one slot against a relay.</summary>
    public static async Task<Sample> Measure(LoadOptions wanted, Relay relay, CancellationToken cancellation)
    {
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
        return new Sample(0, "", relay.Name, result)
        {
            CpuMicroseconds = used / Math.Max(result.Transactions, 1),
            MemoryMiB = memory,
        };
    }
}
