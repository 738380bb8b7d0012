using System.Diagnostics;
using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// What a conduit's clients feel while something else keeps the same OtEdge busy: the same load on the same process, with and without,
/// in turns. OtEdge may use both processors; load, device and disturbers stay on processor 0.
/// </summary>
internal static class Isolation
{
    public const string Name = "isolation", Quiet = "quiet";
    private const int Connections = 16, RequestsPerSecond = 1000, FloodPerSecond = 10 * RequestsPerSecond, Readers = 20;

    public static async Task<IReadOnlyList<Sample>> Run(
        string folder, int devicePort, CampaignOptions options, CancellationToken cancellation)
    {
        string own = Path.Combine(folder, Name), allocates = Path.Combine(folder, "allocates");
        (int Listen, int Device) neighbour = (Gateways.FreePort(), Gateways.FreePort());
        var samples = new List<Sample>();

        // The neighbour's device takes connections and never answers; it is there before the gateway starts.
        using Process device = Start("hang", "--port", Number(neighbour.Device));
        await device.StandardOutput.ReadLineAsync(cancellation);
        try
        {
            using Relay relay = await Gateways.Start(own, Name, new GatewayPlan
            {
                Mode = ConduitMode.Enforce,
                Rules = 1000,
                Device = devicePort,
                Neighbour = neighbour,
                Environment = StartupHook.Environment(allocates),
            });
            (string Name, Func<IDisposable?> Begin)[] situations =
            [
                (Quiet, () => null),
                ("neighbour flooded, its device hung", () => Disturber("flood", "--port", Number(neighbour.Listen), "--rate", Number(FloodPerSecond))),
                ("20 MB/s allocated beside", () => new TemporaryFile(allocates, "")),
                ("the same, and a full blocking collection each second", () => new TemporaryFile(allocates, StartupHook.Collects)),
                ("20 readers of the status", () => Disturber(
                    "read", "--socket", Path.Combine(Gateways.StateOf(own), "otedge.sock"), "--readers", Number(Readers))),
            ];
            for (int round = 1; round <= options.Rounds; round++)
            {
                foreach ((string situation, Func<IDisposable?> begin) in situations)
                {
                    using IDisposable? disturbance = begin();
                    Sample sample = await Slots.Measure(Wanted(relay.Port, options.SlotMilliseconds), relay, cancellation);
                    samples.Add(sample with { Round = round, Scenario = Name, Variant = situation });
                    Terminal.WriteLine($"{round}/{options.Rounds} {samples[^1]}");
                }
            }
        }
        finally
        {
            device.Kill();
        }

        return samples;
    }

    private static LoadOptions Wanted(int port, int milliseconds) => new()
    {
        Port = port,
        Connections = Connections,
        RequestsPerSecond = RequestsPerSecond,
        Milliseconds = Math.Max(milliseconds, 1000),
        Processor = 0,
    };

    private static DisturberProcess Disturber(params string[] arguments) => new(Start(arguments));

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
