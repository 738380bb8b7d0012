using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Tags;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Host.Tags;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.Settings.Model;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Tags;

/// <summary>A conduit before a <see cref="UaDevice"/> whose nodes OtEdge reads itself, over real sockets and a clock that the test moves.</summary>
public abstract class NodeTagRig : IAsyncDisposable
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new(TestCertificates.Now);
    private readonly SiteNames names = new();
    private protected readonly FakeCertificates certificates = new();
    private protected readonly TagDesk desk;
    private readonly DataPlane plane;
    private protected UaDevice device = new();
    private protected LiveConduit? live;

    protected NodeTagRig()
    {
        desk = new TagDesk(names, () => live is null ? [] : [live], time, NullLogger.Instance) { Certificates = () => certificates };
        plane = new DataPlane(
            new DataPlaneOptions { Loops = 1 }, new DataPlaneSinks(new RecordingSink(), new TagSink(new FlowLog(), names, desk.Book)), time, NullLoggerFactory.Instance)
        {
            Certificates = certificates,
        };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await desk.DisposeAsync();
        await plane.DisposeAsync();
        await device.DisposeAsync();
    }

    private static SettingsModel Settings { get; } = new()
    {
        NodeTags =
        [
            new NodeTag("filler.state", "plc", $"nsu={UaDevice.Uri};s=Line1.State", null),
            new NodeTag("filler.speed", "plc", $"nsu={UaDevice.Uri};s=Line1.Speed", null),
            new NodeTag("filler.unused", "plc", $"nsu={UaDevice.Uri};s=Line1.Unused", null),
        ],
        Interlocks = [new Interlock("idle", On("filler.state", "filler.speed"), TimeSpan.FromMinutes(1), Stale, [])],
    };

    private static TagCondition On(params string[] tags) =>
        new(string.Join(" and ", tags), [[.. tags.Select(tag => new TagComparison(tag, "==", 6, null))]]);

    private protected async Task UseAsync(UaDevice other)
    {
        await device.DisposeAsync();
        device = other;
    }

    private protected async Task StartAsync(bool terminates = false, int? deviceConnections = null, TimeSpan? timeout = null, RuleSet? rules = null, DeviceUser? user = null)
    {
        Conduit conduit = Gateway.Plant.Conduit with
        {
            Protocol = ConduitProtocol.OpcUa,
            Device = new DeviceAddress("127.0.0.1", device.Port),
            OpcUa = new OpcUaConduit(new Uri($"opc.tcp://127.0.0.1:{device.Port}")) { Terminates = terminates, DeviceUser = user ?? DeviceUser.Passthrough },
            Limits = new ConduitLimits { DeviceConnections = deviceConnections, DeviceTimeout = timeout ?? TimeSpan.FromMinutes(2) },
        };
        Site site = Gateway.Plant.Site(conduit) with
        {
            Assets = [new Asset("plc", "filling", [IPNetwork.Parse("127.0.0.1/32")], null, [])],
        };
        names.Take(site);
        RunningConduit running = plane.Open(conduit, new ConduitSnapshot(1, rules is null ? Observing : Observing with { Rules = rules }), _ => true);
        names.Add(running.Index, conduit.Name);
        live = new LiveConduit(conduit.Name, new ConduitState
        {
            Settings = conduit,
            Confirmed = new ConduitRecord(conduit.Name, 0, time.GetUtcNow(), PostureRecord.Start, new TrafficTotals()),
            Running = running,
        });
        await desk.TakeAsync(Settings, site);
    }

    private static Posture Observing { get; } =
        new(ConduitMode.Observe, EnforcementScope.Everything, RuleSet.None, FaultStance.Forward, RefusalForm.Reply);

    private protected static byte[] Hello()
    {
        var writer = new UaWriter();
        TransportMessages.WriteHello(writer, ServerChannelOptions.DefaultTransport, "opc.tcp://localhost:4840"u8);
        return writer.Written.ToArray();
    }

    private protected TagValue Of(string tag) => desk.Book.Now(tag, Stale);

    private protected double? Number(string tag) => Of(tag).Trusted?.Number;

    // Lets the gateway's time pass quickly, and real time for the sockets.
    private protected async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.True(i < 1500, "it did not come true in 1,500 steps");
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
