using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Host.Recording;
using OtEdge.Journal.Flows;
using OtEdge.Tests.Flows;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Recording;

/// <summary>A recorder over a real store and a clock that stands still.</summary>
internal sealed class RecordingBench : IDisposable
{
    public const int Conduit = 7;

    private readonly FlowDirectory directory = new();
    private readonly FlowRecorderOptions? options;

    public RecordingBench(FlowRecorderOptions? options = null, TimeZoneInfo? zone = null)
    {
        this.options = options;
        Site site = SmallPlant.Site();
        Names.Take(site with
        {
            TimeZone = zone ?? TimeZoneInfo.Utc,
            Assets =
            [
                .. site.Assets,
                new Asset(
                    "plc",
                    "filling",
                    [IPNetwork.Parse("127.0.0.1/32")],
                    null,
                    [
                        new Tag("target-temp", 1, RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.Float32))
                        {
                            EngineeringUnit = "°C",
                        },
                        new Tag("speed", 1, RegisterSpace.HoldingRegister, 200, new ValueLayout(ProcessValueType.Int16, Scale: 0.5)),
                    ]),
            ],
        });
        Names.Add(Conduit, SmallPlant.Filling);
        Store = directory.Open();
        Recorder = Make();
    }

    public SiteNames Names { get; } = new();

    public SqliteFlowStore Store { get; private set; }

    public FlowRecorder Recorder { get; private set; }

    public FakeTimeProvider Time => directory.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public long Episode { get; set; }

    public static TrafficFinding Write(int address, params byte[] data)
    {
        var operation = new TrafficFinding
        {
            Conduit = Conduit,
            Kind = FindingKind.Operation,
            Client = IPAddress.Parse("10.20.0.11"),
            Class = OperationClass.Write,
            Function = new FunctionId(data.Length == 2 ? (byte)6 : (byte)16),
            Unit = 1,
            Space = RegisterSpace.HoldingRegister,
            Address = address,
            Count = data.Length / 2,
            Decision = new Decision(DecisionReason.Allowed, 0),
            Utc = FlowSamples.Start,
        };
        operation.SetData(data);
        return operation;
    }

    public static FlowCount Reads(int address, long times = 1, string client = "10.20.0.11") => new()
    {
        Client = IPAddress.Parse(client),
        Class = OperationClass.Read,
        Function = new FunctionId(3),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = 10,
        Times = times,
        LastDecision = new Decision(DecisionReason.Allowed, 0),
        Rules = RuleSet.Compile(SmallPlant.ReadsOnly),
    };

    public void Read(DateTimeOffset until, params FlowCount[] counts) => Recorder.TakeReads(Conduit, counts, until);

    public IReadOnlyList<Flow> Flows()
    {
        Recorder.Flush(isWhole: true);
        if (!Store.Flush(FlowDirectory.Patience))
        {
            throw new IOException(Store.Fault);
        }

        return Store.Flows(new FlowQuery { Order = FlowOrder.Client });
    }

    public IReadOnlyList<RecordedOperation> Operations()
    {
        Flows();
        return [.. Store.Operations(SmallPlant.Filling, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];
    }

    public IReadOnlyList<TrafficGap> Gaps()
    {
        Flows();
        return Store.Gaps("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    public void Restart()
    {
        Recorder.Flush(isWhole: true, isLast: true);
        Store.Dispose();
        Store = directory.Open();
        Recorder = Make();
    }

    public void Dispose()
    {
        Store.Dispose();
        directory.Dispose();
    }

    private FlowRecorder Make() => new(Store, Names, Time, () => Episode, options);
}
