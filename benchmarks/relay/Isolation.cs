using System.Globalization;
using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// What a conduit's clients feel while something else keeps the same OtEdge busy: the same load on the same process, with and without,
/// in turns. OtEdge may use both processors; load, device and disturbers stay on processor 0.
/// </summary>
/// <param name="folder">For settings and state.</param>
/// <param name="devicePort">A device that answers.</param>
internal sealed class Isolation(string folder, int devicePort) : IDisposable
{
    public const string Name = "isolation", Quiet = "quiet";
    private const int Connections = 16, RequestsPerSecond = 1000, FloodPerSecond = 10 * RequestsPerSecond, Readers = 20, RefusedPerSecond = 400;
    private static readonly string[] Manners = [TroubledBroker.Hung, TroubledBroker.Slow, TroubledBroker.Refusing];

    private readonly Stack<IDisposable> running = new();

    public async Task<IReadOnlyList<Sample>> Run(CampaignOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<Situation> situations = await Prepare(cancellation);
        var samples = new List<Sample>();
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Situation situation in situations)
            {
                using IDisposable? disturbance = situation.Begin();
                Sample sample = await Slots.Measure(Wanted(situation.Relay.Port, options.SlotMilliseconds), situation.Relay, cancellation);
                samples.Add(sample with { Round = round, Scenario = Name, Variant = situation.Name });
                Terminal.WriteLine($"{round}/{options.Rounds} {samples[^1]}");
            }
        }

        return samples;
    }

    public void Dispose()
    {
        while (running.TryPop(out IDisposable? one))
        {
            one.Dispose();
        }
    }

    private static LoadOptions Wanted(int port, int milliseconds) => new()
    {
        Port = port,
        Connections = Connections,
        RequestsPerSecond = RequestsPerSecond,
        Milliseconds = Math.Max(milliseconds, 1000),
        Processor = 0,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Situation>> Prepare(CancellationToken cancellation)
    {
        // The neighbour's device takes connections and never answers; it is there before the gateway starts.
        int hung = Gateways.FreePort(), flooded = Gateways.FreePort(), refused = Gateways.FreePort();
        string own = Path.Combine(folder, Name), allocates = Path.Combine(folder, "allocates"), state = Gateways.StateOf(own);
        running.Push(await DisturberProcess.StartAsync(["hang", "--port", Number(hung)], cancellation));
        var plan = new GatewayPlan
        {
            Mode = ConduitMode.Enforce,
            Rules = 1000,
            Device = devicePort,
            Neighbours = [("neighbour", flooded, hung), ("refused", refused, devicePort)],
            Environment = StartupHook.Environment(allocates),
        };
        Relay relay = await Gateways.Start(own, Name, plan);
        running.Push(relay);
        string[] flood = ["flood", "--port", Number(flooded), "--rate", Number(FloodPerSecond)];
        string[] read = ["read", "--socket", Path.Combine(state, "otedge.sock"), "--readers", Number(Readers)];
        string[] refuse = ["refused", "--port", Number(refused), "--rate", Number(RefusedPerSecond)];
        string[] hold = ["hold", "--state", state];
        return
        [
            new(Quiet, relay, () => null),
            new("neighbour flooded, its device hung", relay, () => DisturberProcess.Start(flood)),
            new("20 MB/s allocated beside", relay, () => new TemporaryFile(allocates, "")),
            new("the same, and a full blocking collection each second", relay, () => new TemporaryFile(allocates, StartupHook.Collects)),
            new("20 readers of the status", relay, () => DisturberProcess.Start(read)),
            new("400 requests a second refused on a neighbour", relay, () => DisturberProcess.Start(refuse)),
            new("the same, and the disk stuck for 2 s at a time", relay, () => new Disturbances(DisturberProcess.Start(refuse), DisturberProcess.Start(hold))),
            new("the same, and the disk full", relay, () => new Disturbances(DisturberProcess.Start(refuse), new FullDisk(relay.ProcessId))),
            .. await BrokerSituations(plan, cancellation),
        ];
    }

    private async Task<IReadOnlyList<Situation>> BrokerSituations(GatewayPlan plan, CancellationToken cancellation)
    {
        var situations = new List<Situation>();
        foreach (string manner in Manners)
        {
            int broker = Gateways.FreePort(), refused = Gateways.FreePort();
            running.Push(await DisturberProcess.StartAsync(["broker", "--port", Number(broker), "--manner", manner], cancellation));
            string name = $"{Name}-{manner}";
            Relay relay = await Gateways.Start(Path.Combine(folder, name), name, plan with
            {
                Neighbours = [("refused", refused, devicePort)],
                Broker = broker,
            });
            running.Push(relay);
            string[] refuse = ["refused", "--port", Number(refused), "--rate", Number(RefusedPerSecond)];
            situations.Add(new($"the same, and the MQTT broker {manner}", relay, () => DisturberProcess.Start(refuse)));
        }

        return situations;
    }

    private sealed record Situation(string Name, Relay Relay, Func<IDisposable?> Begin);
}
