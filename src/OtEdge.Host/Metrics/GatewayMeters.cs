using System.Diagnostics.Metrics;
using OtEdge.Conduits;
using OtEdge.Console.Api;

namespace OtEdge.Host.Metrics;

/// <summary>
/// What can be measured of a gateway. Most is read when somebody asks; added latencies are counted by the loops and handed on here
/// once a second, so that no loop waits for a metric. Labels are names of the settings, never of clients.
/// </summary>
internal sealed class GatewayMeters : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "OtEdge";

    /// <summary>Name of the histogram of added latency.</summary>
    public const string AddedLatencyName = "otedge.added_latency";

    private const double NanosecondsPerSecond = 1e9;
    private static readonly string[] Modes = ["bypass", "observe", "monitor", "enforce"];

    private readonly Meter meter = new(MeterName);
    private readonly Histogram<double> addedLatency;
    private readonly Func<StatusView> status;
    private readonly Dictionary<string, (RunningConduit Conduit, Dictionary<long, long> Seen)> latencies = new(StringComparer.Ordinal);

    /// <summary>Makes the instruments.</summary>
    /// <param name="status">How the gateway stands; asked at each scrape.</param>
    public GatewayMeters(Func<StatusView> status)
    {
        this.status = status;
        addedLatency = meter.CreateHistogram<double>(AddedLatencyName, "s", "What OtEdge itself added to the way of requests and replies");
        MakeConduits();
        MakeAlerts();
        meter.CreateObservableGauge("otedge.journal_up", () => status().JournalFault is null ? 1 : 0, null, "1 while the journal can be written");
        meter.CreateObservableGauge(
            "otedge.recording_up", () => status().RecordingFault is null ? 1 : 0, null, "1 while traffic can be recorded");
        meter.CreateObservableCounter("otedge.findings_shed", () => status().FindingsShed, null, "Findings that the journal had to shed");
        meter.CreateObservableCounter(
            "otedge.loop_stalls", () => status().LoopStallsTotal, null, "How often a loop of the data path has come to a standstill");
        meter.CreateObservableCounter("otedge.records_shed", () => status().RecordsShed, null, "Records of traffic that had to be shed");
        meter.CreateObservableGauge(
            "otedge.untriaged_findings", () => status().Untriaged, null, "Findings that would be refused and of which nobody has spoken");
        meter.CreateObservableGauge(
            "otedge.build_info", () => new Measurement<int>(1, Label("version", status().Version)), null, "Version of the program");
    }

    /// <summary>Hands on what loops have counted since the last call; once a second.</summary>
    /// <param name="conduits">The conduits that run, by name.</param>
    public void Take(IEnumerable<(string Name, RunningConduit Conduit)> conduits)
    {
        foreach ((string name, RunningConduit conduit) in conduits)
        {
            if (!latencies.TryGetValue(name, out var known) || known.Conduit != conduit)
            {
                known = (conduit, []);
                latencies[name] = known;
            }

            KeyValuePair<string, object?> label = Label("conduit", name);
            foreach (LatencyCount counted in conduit.LatencyCounts())
            {
                for (long fresh = counted.Count - known.Seen.GetValueOrDefault(counted.Nanoseconds); fresh > 0; fresh--)
                {
                    addedLatency.Record(counted.Nanoseconds / NanosecondsPerSecond, label);
                }

                known.Seen[counted.Nanoseconds] = counted.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private void MakeConduits()
    {
        Counter("otedge.conduit.requests", "Requests of clients", conduit => conduit.RequestsTotal);
        Counter("otedge.conduit.replies", "Replies of devices", conduit => conduit.RepliesTotal);
        Counter("otedge.conduit.refused", "Requests that were refused", conduit => conduit.RefusedTotal);
        Counter("otedge.conduit.would_be_refused", "Requests that passed and would be refused", conduit => conduit.WouldBeRefusedTotal);
        Counter("otedge.conduit.exceptions", "Exception replies of devices", conduit => conduit.ExceptionsTotal);
        Counter("otedge.conduit.findings_shed", "Findings that the data path had to shed", conduit => conduit.FindingsShedTotal);
        Gauge("otedge.conduit.client_connections", "Connections of clients", conduit => conduit.ClientConnections);
        Gauge("otedge.conduit.device_connections", "Connections to the device", conduit => conduit.DeviceConnections);
        Gauge("otedge.conduit.up", "1 while the conduit listens and runs as it should", conduit => conduit is { Listen: not null, Fault: null } ? 1 : 0);
        Gauge("otedge.conduit.change_in_flight", "1 while a change is under way", conduit => conduit.ChangeInFlight is null ? 0 : 1);
        meter.CreateObservableGauge(
            "otedge.conduit.mode",
            () => status().Conduits.SelectMany(conduit => Modes.Select(mode => new Measurement<int>(
                conduit.Mode == mode ? 1 : 0, Label("conduit", conduit.Name), Label("mode", mode)))),
            null,
            "1 for the mode that the conduit is in");
    }

    private void MakeAlerts()
    {
        meter.CreateObservableGauge(
            "otedge.alerts.waiting",
            () => status().AlertReceivers.Select(one => new Measurement<long>(one.Waiting, Label("receiver", one.Name))),
            null,
            "Alerts that wait for a receiver");
        meter.CreateObservableCounter(
            "otedge.alerts.sent",
            () => status().AlertReceivers.Select(one => new Measurement<long>(one.SentTotal, Label("receiver", one.Name))),
            null,
            "Alerts that a receiver has taken since the start");
        meter.CreateObservableGauge(
            "otedge.alerts.receiver_up",
            () => status().AlertReceivers.Select(one => new Measurement<int>(one.State == "connected" ? 1 : 0, Label("receiver", one.Name))),
            null,
            "1 while a receiver takes alerts");
    }

    private void Counter(string name, string description, Func<ConduitView, long> value) =>
        meter.CreateObservableCounter(name, () => Each(value), null, description);

    private void Gauge(string name, string description, Func<ConduitView, long> value) =>
        meter.CreateObservableGauge(name, () => Each(value), null, description);

    private IEnumerable<Measurement<long>> Each(Func<ConduitView, long> value) =>
        status().Conduits.Select(conduit => new Measurement<long>(value(conduit), Label("conduit", conduit.Name)));
}
