using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OtEdge.RelayBenchmark;

/// <summary>Tables and a picture from the samples: medians over rounds, ratios to HAProxy with one thread of the same round.</summary>
internal static class Report
{
    private const string Peer = Relay.HaProxyName + "-1", Nothing = Relay.DirectName;

    public static async Task Write(CampaignOptions options, IReadOnlyList<Sample> samples)
    {
        var markdown = new StringBuilder();
        markdown.Append(Header(options));
        var bars = new List<(string Scenario, string Variant, double Ratio)>();
        foreach (IGrouping<string, Sample> scenario in samples.Where(sample => sample.Scenario != Isolation.Name).GroupBy(sample => sample.Scenario))
        {
            markdown.Append(CultureInfo.InvariantCulture, $"\n### {scenario.Key}\n\n");
            if (UaScenarios.IsWatching(scenario.Key))
            {
                markdown.Append(WatchingTable([.. scenario]));
                continue;
            }

            markdown.Append("| variant | transactions/s | p50 us | p99 us | p99.9 us | max us | CPU us | memory MiB | CPU us more | CPU ratio | added p50 ratio | p99 ratio | throughput ratio |\n");
            markdown.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
            foreach (IGrouping<string, Sample> variant in scenario.GroupBy(sample => sample.Variant).OrderBy(Order))
            {
                markdown.Append(Row([.. scenario], [.. variant]));
                if (variant.Key is not Nothing)
                {
                    bars.Add((scenario.Key, variant.Key, Median(Ratios([.. scenario], [.. variant], Cpu))));
                }
            }
        }

        markdown.Append(IsolationTable([.. samples.Where(sample => sample.Scenario == Isolation.Name)]));
        await File.WriteAllTextAsync(Path.Combine(options.Output.FullName, "relay.md"), markdown.ToString());
        await File.WriteAllTextAsync(Path.Combine(options.Output.FullName, "relay.csv"), Csv(samples));
        await File.WriteAllTextAsync(Path.Combine(options.Output.FullName, "relay.svg"), Picture.Bars("CPU a transaction, as a ratio to HAProxy with one thread", bars));
    }

    private static string Header(CampaignOptions options)
    {
        string processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) ?? "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {RuntimeInformation.OSDescription}; {Environment.ProcessorCount} processors{processor[Math.Max(processor.IndexOf(':'), 0)..]};
            .NET {Environment.Version}; HAProxy in TCP mode; {options.Rounds} interleaved rounds of {options.SlotMilliseconds} ms a slot.
            FC3 of 10 registers, every eighth request FC16 of 10; OPC UA: Read, with 10 nodes every eighth request Write of one; other numbers of nodes in every second round.
            Clients and device on processor 0, the relay on processor 1 unless said (haproxy-2 on both).
            Medians over rounds with [lowest, highest] where it matters; ratios are taken round by round against HAProxy with one thread.
            CPU is user and system time of the relay's whole process; "CPU us more" is what it takes beyond HAProxy's. Added p50 is p50 less that of direct.

            """);
    }

    private static string WatchingTable(Sample[] samples)
    {
        var table = new StringBuilder("""
            Latency counts from the device's sending; added is what stands beyond direct in the same round. A transaction is one changed value.

            | variant | changes/s | lost messages | p50 us | p99 us | max us | added p50 us | added p99 us | CPU us a change | CPU ms a second | more than HAProxy | memory MiB |
            |---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (IGrouping<string, Sample> variant in samples.GroupBy(sample => sample.Variant).OrderBy(Order))
        {
            Sample[] own = [.. variant];
            bool isRelay = variant.Key != Nothing;
            string[] cells =
            [
                variant.Key,
                Median(own.Select(one => one.Throughput)).ToString("N0", CultureInfo.InvariantCulture),
                own.Sum(one => one.Load.Errors).ToString(CultureInfo.InvariantCulture),
                Micro(own, one => one.Load.P50),
                Micro(own, one => one.Load.P99),
                Micro(own, one => one.Load.Max),
                isRelay ? Spread(Compared(samples, own, (direct, one) => one.Load.P50 - direct.Load.P50, Nothing), "F1") : "",
                isRelay ? Spread(Compared(samples, own, (direct, one) => one.Load.P99 - direct.Load.P99, Nothing), "F1") : "",
                isRelay ? Median(own.Select(one => one.CpuMicroseconds)).ToString("F2", CultureInfo.InvariantCulture) : "",
                isRelay ? Micro(own, CpuMilliseconds) : "",
                isRelay ? Spread(Compared(samples, own, (peer, one) => CpuMilliseconds(one) - CpuMilliseconds(peer)), "F1") : "",
                isRelay ? Micro(own, one => one.MemoryMiB) : "",
            ];
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        }

        return table.ToString();
    }

    private static double CpuMilliseconds(Sample sample) => sample.CpuMicroseconds * sample.Throughput / 1000;

    private static string IsolationTable(Sample[] samples)
    {
        if (samples.Length == 0)
        {
            return "";
        }

        var table = new StringBuilder("""

            ### isolation: one conduit at 1,000/s while something else keeps the same OtEdge busy

            OtEdge on both processors, enforcing 1,000 rules; ratios to the quiet slot of the same round.

            | situation | p50 us | p99 us | p99.9 us | max us | p99 ratio | errors |
            |---|---|---|---|---|---|---|

            """);
        Dictionary<int, Sample> quiet = samples.Where(one => one.Variant == Isolation.Quiet).ToDictionary(one => one.Round);
        foreach (IGrouping<string, Sample> situation in samples.GroupBy(sample => sample.Variant))
        {
            Sample[] own = [.. situation];
            string[] cells =
            [
                situation.Key,
                Micro(own, one => one.Load.P50),
                Micro(own, one => one.Load.P99),
                Micro(own, one => one.Load.P999),
                Micro(own, one => one.Load.Max),
                Spread([.. own.Select(one => one.Load.P99 / quiet[one.Round].Load.P99)]),
                own.Sum(one => one.Load.Errors).ToString(CultureInfo.InvariantCulture),
            ];
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        }

        return table.ToString();
    }

    private static string Row(Sample[] scenario, Sample[] variant)
    {
        string name = variant[0].Variant;
        bool isRelay = name != Nothing;
        string[] cells =
        [
            name,
            Median(variant.Select(one => one.Throughput)).ToString("N0", CultureInfo.InvariantCulture),
            Micro(variant, one => one.Load.P50),
            Micro(variant, one => one.Load.P99),
            Micro(variant, one => one.Load.P999),
            Micro(variant, one => one.Load.Max),
            isRelay ? Micro(variant, one => one.CpuMicroseconds) : "",
            isRelay ? Micro(variant, one => one.MemoryMiB) : "",
            isRelay ? Spread(Compared(scenario, variant, (peer, one) => one.CpuMicroseconds - peer.CpuMicroseconds), "F1") : "",
            isRelay ? Spread(Ratios(scenario, variant, Cpu)) : "",
            isRelay ? Spread(Ratios(scenario, variant, AddedP50)) : "",
            isRelay ? Spread(Ratios(scenario, variant, (_, one) => one.Load.P99)) : "",
            isRelay ? Spread(Ratios(scenario, variant, (_, one) => one.Throughput)) : "",
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static double Cpu(Sample direct, Sample sample) => sample.CpuMicroseconds;

    private static double AddedP50(Sample direct, Sample sample) => sample.Load.P50 - direct.Load.P50;

    private static List<double> Ratios(Sample[] scenario, Sample[] variant, Func<Sample, Sample, double> figure)
    {
        var ratios = new List<double>();
        foreach (Sample sample in variant)
        {
            Sample direct = scenario.Single(one => one.Round == sample.Round && one.Variant == Nothing);
            Sample peer = scenario.Single(one => one.Round == sample.Round && one.Variant == Peer);
            ratios.Add(figure(direct, sample) / figure(direct, peer));
        }

        return ratios;
    }

    /// <summary>What each sample is against that of another variant in the same round.</summary>
    private static List<double> Compared(Sample[] scenario, Sample[] variant, Func<Sample, Sample, double> figure, string with = Peer) =>
        [.. variant.Select(one => figure(scenario.Single(other => other.Round == one.Round && other.Variant == with), one))];

    private static string Csv(IReadOnlyList<Sample> samples)
    {
        var text = new StringBuilder("round,scenario,variant,transactions_per_second,p50_us,p99_us,p999_us,max_us,cpu_us,memory_mib,errors\n");
        foreach (Sample one in samples)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{one.Round},\"{one.Scenario}\",{one.Variant},{one.Throughput:F0},{one.Load.P50:F2},{one.Load.P99:F2},{one.Load.P999:F2},{one.Load.Max:F2},{one.CpuMicroseconds:F3},{one.MemoryMiB:F1},{one.Load.Errors}\n");
        }

        return text.ToString();
    }

    private static int Order(IGrouping<string, Sample> variant) => variant.Key switch
    {
        Nothing => 0,
        Peer => 1,
        _ when variant.Key.StartsWith(Relay.HaProxyName, StringComparison.Ordinal) => 2,
        _ => 3,
    };

    private static string Micro(Sample[] samples, Func<Sample, double> figure) =>
        Median(samples.Select(figure)).ToString("N1", CultureInfo.InvariantCulture);

    private static string Spread(List<double> figures, string format = "F2")
    {
        string[] words = [.. new[] { Median(figures), figures.Min(), figures.Max() }.Select(figure => figure.ToString(format, CultureInfo.InvariantCulture))];
        return $"{words[0]} [{words[1]}, {words[2]}]";
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
