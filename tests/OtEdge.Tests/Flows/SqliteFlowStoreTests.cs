using System.Text.Json;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Flows;
using Xunit;

namespace OtEdge.Tests.Flows;

public sealed class SqliteFlowStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private readonly FlowDirectory directory = new();
    private SqliteFlowStore store;

    public SqliteFlowStoreTests() => store = directory.Open();

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_flow_comes_back_with_everything_known_of_it()
    {
        Flow read = FlowSamples.Read(3);
        Flow write = FlowSamples.Write(4) with { File = 7, IsSweep = true, HoursOfWeek = FlowSamples.Hours((0, 1), (167, long.MaxValue / 2)) };
        Record(new FlowBatch { Flows = [read, write] });

        Assert.Equal(Json(read), Json(store.Flow(read.Id)!));
        Assert.Equal(Json(write), Json(store.Flow(write.Id)!));
        Assert.Null(store.Flow("r-unknown"));
    }

    [Fact]
    public void A_later_record_of_a_flow_replaces_the_earlier_one()
    {
        Flow flow = FlowSamples.Read(1);
        Record(new FlowBatch { Flows = [flow] });
        Flow later = flow with { Times = 77, LastSeen = Start.AddHours(1), ClientAsset = "now-declared", LastRule = null };
        Record(new FlowBatch { Flows = [later] });

        Assert.Equal(Json(later), Json(Assert.Single(store.Flows(new FlowQuery()))));
    }

    [Fact]
    public void A_flow_that_waits_for_the_disk_is_found_by_its_id()
    {
        using FlowDirectory other = new();
        using SqliteFlowStore slow = other.Open(new FlowStoreOptions { GroupDelay = TimeSpan.FromHours(1) });
        slow.Record(new FlowBatch { Flows = [FlowSamples.Read(1)] });

        Assert.NotNull(slow.Flow(FlowSamples.Read(1).Id));
        Assert.Empty(slow.Flows(new FlowQuery()));
    }

    [Fact]
    public void Flows_are_filtered_and_ordered()
    {
        Flow[] flows = [.. Enumerable.Range(0, 6).Select(i => FlowSamples.Read(i)), FlowSamples.Write(6, "packing")];
        Record(new FlowBatch { Flows = flows });

        Assert.Equal([6, 5, 4, 3, 2, 1, 0], Numbers(new FlowQuery()));
        Assert.Equal([5, 4], Numbers(new FlowQuery { Conduit = FlowSamples.Conduit, CountMax = 2 }));
        Assert.Equal([6], Numbers(new FlowQuery { Class = OperationClass.Write }));
        Assert.Equal([2], Numbers(new FlowQuery { Client = "10.20.0.3" }));
        Assert.Equal([4], Numbers(new FlowQuery { Client = "scada-4" }));
        Assert.Equal([5, 3, 1], Numbers(new FlowQuery { Client = FlowQuery.Undeclared }));
        Assert.Equal([6, 5], Numbers(new FlowQuery { Since = Start.AddSeconds(5) }));
        Assert.Empty(Numbers(new FlowQuery { FirstSeenSince = Start.AddSeconds(1) }));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Numbers(new FlowQuery { Order = FlowOrder.Client }));
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], Numbers(new FlowQuery { Order = FlowOrder.Times }));
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], Numbers(new FlowQuery { Order = FlowOrder.FirstSeen }));
    }

    [Fact]
    public void Counts_of_a_minute_and_of_an_episode_add_up()
    {
        Flow flow = FlowSamples.Read(1);
        Episode episode = store.BeginEpisode("producing", Start);
        for (int i = 0; i < 3; i++)
        {
            Record(new FlowBatch
            {
                Flows = [flow],
                Minutes = [new FlowMinute(flow.Id, Start, 10, 2, 1), new FlowMinute(flow.Id, Start.AddMinutes(1), 1, 0, 0)],
                Episodes = [new FlowEpisode(flow.Id, episode.Number, 11, 2, 1)],
            });
        }

        Assert.Equal(
            [new FlowMinute(flow.Id, Start, 30, 6, 3), new FlowMinute(flow.Id, Start.AddMinutes(1), 3, 0, 0)],
            store.Minutes(flow.Id, Start, Start.AddHours(1)));
        Assert.Single(store.Minutes(flow.Id, Start.AddMinutes(1), Start.AddHours(1)));
        Assert.Equal(
            [new FlowEpisode(flow.Id, episode.Number, 33, 6, 3)], store.FlowEpisodes(FlowSamples.Conduit, Start, Start.AddHours(1)));
        Assert.Empty(store.FlowEpisodes("other", Start, Start.AddHours(1)));
    }

    [Fact]
    public void Operations_come_back_in_the_order_of_time_over_many_pages()
    {
        Flow flow = FlowSamples.Write(1);
        Flow other = FlowSamples.Write(2, "packing");
        RecordedOperation[] operations =
            [.. Enumerable.Range(0, 7_000).Select(i => FlowSamples.Operation(i % 7 == 0 ? other : flow, Start.AddSeconds(i / 3), i))];
        foreach (RecordedOperation[] chunk in operations.Reverse().Chunk(1_000))
        {
            Record(new FlowBatch { Flows = [flow, other], Operations = chunk });
        }

        RecordedOperation[] read = [.. store.Operations(FlowSamples.Conduit, Start.AddSeconds(10), Start.AddHours(9))];

        Assert.Equal(operations.Count(operation => operation.Flow == flow.Id && operation.Utc >= Start.AddSeconds(10)), read.Length);
        Assert.Equal(read.Select(operation => operation.Utc), read.Select(operation => operation.Utc).Order());
        RecordedOperation last = read[^1];
        RecordedOperation expected = operations.Last(operation => operation.Flow == flow.Id && operation.Utc == last.Utc && operation.Data.Span.SequenceEqual(last.Data.Span));
        Assert.Equal(expected with { Data = default }, last with { Data = default });
    }

    [Fact]
    public void Episodes_follow_one_another_and_number_up()
    {
        Episode first = store.BeginEpisode("producing", Start);
        Episode second = store.BeginEpisode("cleaning", Start.AddHours(8));
        Restart();

        Assert.Equal(
            [first with { To = Start.AddHours(8) }, second], store.Episodes(Start, Start.AddDays(1)));
        Assert.Equal([second], store.Episodes(Start.AddHours(9), Start.AddDays(1)));
        Assert.Equal(second.Number + 1, store.BeginEpisode("producing", Start.AddHours(9)).Number);
    }

    [Fact]
    public void A_gap_that_goes_on_stays_one_and_another_cause_is_another()
    {
        Record(new FlowBatch { Gaps = [new TrafficGap("a", Start, Start.AddSeconds(1), 5, "busy")] });
        Record(new FlowBatch { Gaps = [new TrafficGap("a", Start.AddSeconds(30), Start.AddSeconds(31), 2, "busy")] });
        Record(new FlowBatch { Gaps = [new TrafficGap("b", Start, Start, 1, "busy"), new TrafficGap("a", Start.AddHours(1), Start.AddHours(1), 0, "busy")] });

        Assert.Equal(
            [
                new TrafficGap("a", Start, Start.AddSeconds(31), 7, "busy"),
                new TrafficGap("b", Start, Start, 1, "busy"),
                new TrafficGap("a", Start.AddHours(1), Start.AddHours(1), 0, "busy"),
            ],
            store.Gaps("", Start, Start.AddDays(1)));
        Assert.Equal(2, store.Gaps("a", Start, Start.AddDays(1)).Count);
    }

    [Fact]
    public void A_stop_is_a_gap_from_what_was_recorded_last_to_the_start()
    {
        Record(new FlowBatch { Until = Start.AddSeconds(5) });
        Restart(TimeSpan.FromMinutes(10));

        TrafficGap gap = Assert.Single(store.Gaps("", Start, Start.AddDays(1)));
        Assert.Equal(new TrafficGap("", Start.AddSeconds(5), Start.AddMinutes(10), 0, "the gateway was not running"), gap);
    }

    [Fact]
    public void A_first_start_and_a_clock_that_went_back_are_no_gap()
    {
        Record(new FlowBatch { Until = Start.AddHours(5) });
        Restart(TimeSpan.FromMinutes(10));

        Assert.Empty(store.Gaps("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Links_put_the_flows_of_client_conduit_and_class_together()
    {
        Flow one = FlowSamples.Read(2) with { Client = "10.0.0.1", ClientAsset = "scada" };
        Flow two = FlowSamples.Read(5) with { Client = "10.0.0.1", ClientAsset = "scada", WouldBeRefused = 4 };
        Record(new FlowBatch { Flows = [one, two, FlowSamples.Write(9)] });

        FlowLink link = store.Links()[0];
        Assert.Equal(2, store.Links().Count);
        Assert.Equal(
            new FlowLink
            {
                Conduit = FlowSamples.Conduit,
                Client = "10.0.0.1",
                ClientAsset = "scada",
                Class = OperationClass.Read,
                Flows = 2,
                Times = 9,
                WouldBeRefused = 4,
                FirstSeen = Start,
                LastSeen = Start.AddSeconds(5),
            },
            link);
    }

    [Fact]
    public void The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "rights of Unix");
        foreach (string file in OperatingSystem.IsWindows() ? [] : Directory.GetFiles(directory.Path))
        {
            UnixFileMode mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    private void Record(FlowBatch batch)
    {
        store.Record(batch);
        Assert.True(store.Flush(FlowDirectory.Patience), store.Fault);
        Assert.Equal(0, store.Shed);
    }

    private void Restart(TimeSpan after = default)
    {
        store.Dispose();
        directory.Time.Advance(after);
        store = directory.Open();
    }

    private int[] Numbers(FlowQuery query) => [.. store.Flows(query).Select(flow => flow.Address)];

    private static string Json(Flow flow) => JsonSerializer.Serialize(flow);
}
