using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Keeps everything that was recorded.</summary>
internal sealed class FlowLog : IFlowSink
{
    private readonly Lock gate = new();
    private readonly List<FlowCount> reads = [];
    private readonly List<TrafficFinding> operations = [];
    private readonly List<TagValue> tags = [];

    /// <summary>A value of a watched tag.</summary>
    public sealed record TagValue(int Conduit, int Tag, string Raw, DateTimeOffset Utc);

    public IReadOnlyList<FlowCount> Reads
    {
        get
        {
            lock (gate)
            {
                return [.. reads];
            }
        }
    }

    public IReadOnlyList<TrafficFinding> Operations
    {
        get
        {
            lock (gate)
            {
                return [.. operations];
            }
        }
    }

    public IReadOnlyList<TagValue> Tags
    {
        get
        {
            lock (gate)
            {
                return [.. tags];
            }
        }
    }

    public long Lost { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public long ReadTimes => Reads.Sum(count => count.Times);

    /// <summary>Thrown by the next call, once.</summary>
    public Exception? FailsWith { get; set; }

    public void TakeReads(int conduit, ReadOnlySpan<FlowCount> counts, DateTimeOffset until)
    {
        Fail();
        lock (gate)
        {
            reads.AddRange(counts);
            Until = until;
        }
    }

    public void TakeOperations(ReadOnlySpan<TrafficFinding> taken)
    {
        Fail();
        lock (gate)
        {
            operations.AddRange(taken);
        }
    }

    public List<(string Tag, TagReading Reading)> Readings { get; } = [];

    public void TakeReading(string tag, TagReading reading)
    {
        lock (gate)
        {
            Readings.Add((tag, reading));
        }
    }

    public void TakeTag(int conduit, int tag, ReadOnlySpan<byte> raw, DateTimeOffset utc)
    {
        lock (gate)
        {
            tags.Add(new TagValue(conduit, tag, Convert.ToHexString(raw), utc));
        }
    }

    public void TakeLoss(int conduit, long lost, DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            Assert.True(from <= to);
            Lost += lost;
        }
    }

    private void Fail()
    {
        if (FailsWith is { } fault)
        {
            FailsWith = null;
            throw fault;
        }
    }
}
