using System.Net;
using System.Net.Sockets;
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
using OtEdge.Modbus;
using OtEdge.Settings.Model;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Gateway;
using Xunit;

namespace OtEdge.Tests.Tags;

/// <summary>OtEdge reads tags itself, over real sockets and a clock that the test moves.</summary>
public sealed class TagDeskTests : IAsyncDisposable
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly SiteNames names = new();
    private readonly SocketDevice device = new();
    private readonly TagDesk desk;
    private readonly DataPlane plane;
    private LiveConduit? live;

    public TagDeskTests()
    {
        desk = new TagDesk(names, () => live is null ? [] : [live], time, NullLogger.Instance);
        plane = new DataPlane(
            new DataPlaneOptions { Loops = 1 }, new DataPlaneSinks(new RecordingSink(), new TagSink(new FlowLog(), names, desk.Book)), time, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        await plane.DisposeAsync();
        await device.DisposeAsync();
    }

    [Fact]
    public async Task Tags_that_nobody_reads_are_read_in_merged_requests()
    {
        await StartAsync();

        await UntilAsync(() => Number("filler.state") == 40 && Number("filler.speed") == 41 && Number("filler.lamp") is not null);

        Assert.Equal(["3 40-41", "3 50"], Asked().Distinct().Order());
        Assert.Equal(1, device.ConnectionsMost);
        Assert.Equal(1, live!.State.Running!.DeviceConnections);
        Assert.Null(Number("filler.unused"));
    }

    [Fact]
    public async Task Tags_that_pass_by_are_not_asked_for_and_the_connection_is_let_go()
    {
        await StartAsync();
        await UntilAsync(() => Number("filler.lamp") is not null);
        using Socket client = await ConnectAsync();
        await UntilAsync(async () =>
        {
            await client.AskAsync(Frames.Read(7, 40, 11));
            return device.Connections == 1 && live!.State.Running!.DeviceConnections == 1;
        });

        int asked = Asked().Count(text => text != "3 40-50");
        for (int i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await client.AskAsync(Frames.Read(8, 40, 11));
            await Eventually.TrueAsync(() => desk.Book.SincePassing("filler.lamp") < TimeSpan.FromSeconds(3));
        }

        Assert.Equal(asked, Asked().Count(text => text != "3 40-50"));
        Assert.Equal(TagQuality.Good, desk.Book.Now("filler.state", Stale).Quality);
    }

    [Fact]
    public async Task A_client_that_needs_the_only_connection_gets_it_at_once()
    {
        await StartAsync(deviceConnections: 1);
        await UntilAsync(() => Number("filler.state") == 40);

        using Socket client = await ConnectAsync();
        Assert.Equal(Frames.ReadReply(9, 2, 200), await client.AskAsync(Frames.Read(9, 200, 2)));

        await UntilAsync(() => desk.Book.Now("filler.state", Stale).Quality == TagQuality.Stale);
        Assert.Matches("^was last seen [0-9]+ s ago; it had to give way to a client$", desk.Book.Now("filler.state", Stale).Why);
        Assert.Equal(1, device.Connections);
        client.Dispose();
        await UntilAsync(() => Number("filler.state") == 40);
    }

    [Fact]
    public async Task A_register_that_the_device_refuses_makes_only_its_own_tag_unknown()
    {
        device.Answer = adu => ModbusRequest.TryParse(adu, out ModbusRequest request, out _) && request.Read.Last >= 41 && request.Read.Address <= 41
            ? Frames.Exception(request.TransactionId, request.Function, ExceptionCode.IllegalDataAddress)
            : Frames.Oblige(adu);
        await StartAsync();

        await UntilAsync(() => Number("filler.state") == 40 && desk.Book.Now("filler.speed", Stale).Why.Length > "was not seen yet".Length);

        TagValue speed = desk.Book.Now("filler.speed", Stale);
        Assert.Equal((TagQuality.Unknown, "cannot be read: the device answers with exception 2"), (speed.Quality, speed.Why));
    }

    [Fact]
    public async Task A_device_that_answers_nothing_is_asked_ever_more_seldom_and_known_again_when_it_does()
    {
        bool isAsleep = true;
        device.Answer = adu => Volatile.Read(ref isAsleep) ? null : Frames.Oblige(adu);
        await StartAsync();

        await UntilAsync(() => desk.Book.Now("filler.state", Stale).Why == "cannot be read: the device does not answer in time");
        for (int i = 0; i < 300; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        // Each try takes the 10 s of the device's time limit; without backing off there would be thirty.
        Assert.InRange(device.Received.Count, 2, 12);
        Volatile.Write(ref isAsleep, false);
        await UntilAsync(() => Number("filler.state") == 40);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 3, 1, 3, 0 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 7, 1, 3, 200, 1, 1, 1, 1 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 7, 9, 4, 4, 0, 40, 0, 41 })]
    public async Task A_hostile_answer_is_no_value(byte[] answer)
    {
        device.Answer = _ => answer;
        await StartAsync();

        await UntilAsync(() => desk.Book.Now("filler.state", Stale).Why.StartsWith("cannot be read: the device", StringComparison.Ordinal));

        Assert.Null(Number("filler.state"));
        Assert.Null(Number("filler.speed"));
    }

    private static Tag Word(string name, int address) =>
        new(name, 1, RegisterSpace.HoldingRegister, address, new ValueLayout(ProcessValueType.UInt16));

    private static SettingsModel Settings { get; } = new()
    {
        Regimes = [new Regime("producing", On("filler.state"), null, null)],
        Interlocks = [new Interlock("idle", On("filler.state", "filler.speed"), TimeSpan.FromMinutes(1), Stale, [])],
        Guards = new GuardSettings { Heartbeat = ["filler.lamp"] },
    };

    private static TagCondition On(params string[] tags) =>
        new(string.Join(" and ", tags), [[.. tags.Select(tag => new TagComparison(tag, "==", 6, null))]]);

    private async Task StartAsync(int? deviceConnections = null)
    {
        Conduit conduit = Gateway.Plant.Conduit with
        {
            Device = new DeviceAddress("127.0.0.1", device.Port),
            Limits = new ConduitLimits { DeviceConnections = deviceConnections },
        };
        Site site = Gateway.Plant.Site(conduit) with
        {
            Assets =
            [
                new Asset("plc", "filling", [IPNetwork.Parse("127.0.0.1/32")], null,
                    [Word("filler.state", 40), Word("filler.speed", 41), Word("filler.lamp", 50), Word("filler.unused", 60)]),
            ],
        };
        names.Take(site);
        RunningConduit running = plane.Open(conduit, new ConduitSnapshot(1, Observing), _ => true);
        names.Add(running.Index, conduit.Name);
        running.Watch(names.TagsOf(conduit.Name));
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

    private double? Number(string tag) => desk.Book.Now(tag, Stale).Trusted?.Number;

    private IEnumerable<string> Asked() => device.Received.Select(adu =>
        ModbusRequest.TryParse(adu, out ModbusRequest request, out _)
            ? $"{request.Function} {new AddressRange(request.Read.Address, request.Read.Last)}"
            : "?");

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(live!.State.Running!.LocalEndPoint, TestContext.Current.CancellationToken);
        return client;
    }

    private Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    // Lets the gateway's time pass quickly, and real time for the sockets.
    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (int i = 0; !await condition(); i++)
        {
            Assert.True(i < 1000, "it did not come true in 1,000 steps");
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
