using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Flows;
using Xunit;

namespace OtEdge.Tests.Flows;

/// <summary>A disk that fails or lies: recording sheds, says so, and mends by itself.</summary>
public sealed class FlowFaultTests : IDisposable
{
    private const int Full = 13;

    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private readonly FlowDirectory directory = new();
    private volatile Action? disk;

    public void Dispose() => directory.Dispose();

    [Fact]
    public void While_the_disk_fails_the_queue_is_bounded_and_what_is_shed_becomes_a_gap()
    {
        using SqliteFlowStore store = Open();
        disk = () => throw new SqliteException("full", Full);
        Flow flow = FlowSamples.Write(1);
        for (int i = 0; i < 50; i++)
        {
            store.Record(new FlowBatch
            {
                Flows = [flow],
                Operations = [.. Enumerable.Range(0, 10).Select(n => FlowSamples.Operation(flow, Start.AddSeconds(i), n))],
            });
        }

        Assert.False(store.Flush(FlowDirectory.Patience));
        Assert.Equal($"Traffic is not recorded: the disk of {directory.Database} is full: free some space there.", store.Fault);
        Assert.True(store.Shed > 0);

        disk = null;
        Assert.True(SpinWait.SpinUntil(() => store.Flush(FlowDirectory.Patience), FlowDirectory.Patience));
        Assert.Null(store.Fault);
        int kept = store.Operations(FlowSamples.Conduit, Start, Start.AddDays(1)).Count();
        TrafficGap gap = Assert.Single(store.Gaps("", Start, Start.AddDays(1)));
        Assert.Equal(("the disk could not keep up", Start.AddSeconds(49)), (gap.Cause, gap.To));
        Assert.InRange(kept, 100, 200);
        Assert.Equal(50 * 10 * 2, (kept * 2) + gap.Lost);
    }

    [Fact]
    public void A_gateway_starts_on_a_failing_disk_and_records_when_it_mends()
    {
        disk = () => throw new SqliteException("full", Full);
        using SqliteFlowStore store = Open();
        Assert.NotNull(store.Fault);
        Assert.Throws<IOException>(() => store.BeginEpisode("producing", Start));
        store.Record(new FlowBatch { Flows = [FlowSamples.Read(1)] });

        disk = null;

        Assert.True(SpinWait.SpinUntil(() => store.Flush(FlowDirectory.Patience), FlowDirectory.Patience));
        Assert.Single(store.Flows(new FlowQuery()));
    }

    [Fact]
    public void A_damaged_record_is_set_aside_and_a_new_one_begun_with_a_gap()
    {
        using (SqliteFlowStore store = Open())
        {
            store.Record(new FlowBatch { Flows = [FlowSamples.Read(1)] });
            Assert.True(store.Flush(FlowDirectory.Patience));
        }

        File.WriteAllBytes(directory.Database, [.. Enumerable.Repeat((byte)0x5a, 8192)]);
        using SqliteFlowStore again = Open();
        again.Record(new FlowBatch { Flows = [FlowSamples.Read(2)] });

        Assert.True(SpinWait.SpinUntil(() => again.Flush(FlowDirectory.Patience), FlowDirectory.Patience), again.Fault);
        Assert.Equal(FlowSamples.Read(2).Id, Assert.Single(again.Flows(new FlowQuery())).Id);
        Assert.Equal("the record of before was damaged and set aside", Assert.Single(again.Gaps("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).Cause);
        Assert.True(File.Exists(directory.Database + ".damaged"));
    }

    [Fact]
    public void A_record_of_a_newer_version_is_left_alone()
    {
        Open().Dispose();
        using (SqliteConnection connection = new($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        using SqliteFlowStore store = Open();
        Assert.Contains("was written by a newer OtEdge (schema 99;", store.Fault, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.Database + ".damaged"));
    }

    [Fact]
    public void An_operation_without_its_flow_is_shed_and_becomes_a_gap()
    {
        using SqliteFlowStore store = Open();
        store.Record(new FlowBatch { Operations = [FlowSamples.Operation(FlowSamples.Write(1), Start)] });

        Assert.True(store.Flush(FlowDirectory.Patience));
        Assert.Equal((1, 1), (store.Shed, Assert.Single(store.Gaps("", Start, Start)).Lost));
    }

    private SqliteFlowStore Open() => directory.Open(new FlowStoreOptions
    {
        GroupDelay = TimeSpan.FromMilliseconds(1),
        RetryDelay = TimeSpan.FromMilliseconds(5),
        RetryDelayMax = TimeSpan.FromMilliseconds(20),
        QueuedOperationsMax = 100,
        BeforeWrite = _ => disk?.Invoke(),
    });
}
