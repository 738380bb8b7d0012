using OtEdge.Core.Traffic;
using OtEdge.Journal.Flows;
using Xunit;

namespace OtEdge.Tests.Flows;

public sealed class FlowRetentionTests : IDisposable
{
    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private static readonly FlowStoreOptions Quick = new() { GroupDelay = TimeSpan.FromMilliseconds(1) };
    private readonly FlowDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Minutes_become_hours_after_two_days_and_nothing_is_lost_in_it()
    {
        using SqliteFlowStore store = directory.Open(Quick);
        Flow flow = FlowSamples.Read(1);
        Record(store, new FlowBatch
        {
            Flows = [flow],
            Minutes = [.. Enumerable.Range(0, 130).Select(minute => new FlowMinute(flow.Id, Start.AddMinutes(minute), 2, 1, 0))],
        });

        directory.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(125));
        Record(store, new FlowBatch { Until = Start });

        IReadOnlyList<FlowMinute> rolled = store.Minutes(flow.Id, Start, Start.AddDays(1));
        Assert.Equal(new FlowMinute(flow.Id, Start, 120, 60, 0), rolled[0]);
        Assert.Equal(new FlowMinute(flow.Id, Start.AddHours(1), 120, 60, 0), rolled[1]);
        Assert.Equal(new FlowMinute(flow.Id, Start.AddHours(2), 2, 1, 0), rolled[2]);
        Assert.Equal(12, rolled.Count);
    }

    [Fact]
    public void What_is_older_than_thirty_days_goes_and_flows_stay_for_a_year()
    {
        using SqliteFlowStore store = directory.Open(Quick);
        Flow flow = FlowSamples.Write(1);
        store.BeginEpisode("producing", Start);
        store.BeginEpisode("cleaning", Start.AddHours(1));
        Record(store, new FlowBatch
        {
            Flows = [flow],
            Minutes = [new FlowMinute(flow.Id, Start, 2, 1, 0)],
            Episodes = [new FlowEpisode(flow.Id, 1, 2, 0, 0)],
            Operations = [FlowSamples.Operation(flow, Start), FlowSamples.Operation(flow, Start.AddDays(2))],
            Gaps = [new TrafficGap("", Start, Start, 1, "test")],
        });
        Age(store, TimeSpan.FromDays(31));

        Assert.Single(store.Operations(FlowSamples.Conduit, Start, Start.AddDays(9)));
        Assert.Empty(store.Minutes(flow.Id, Start, Start.AddDays(9)));
        Assert.Empty(store.Gaps("", Start, Start.AddDays(9)));
        Assert.NotNull(store.Flow(flow.Id));
        Assert.Equal(2, store.Episodes(Start, Start.AddDays(9)).Count);
        Assert.Single(store.FlowEpisodes(FlowSamples.Conduit, Start, Start.AddDays(9)));

        Age(store, TimeSpan.FromDays(400));
        Assert.Null(store.Flow(flow.Id));
        Assert.Equal("cleaning", Assert.Single(store.Episodes(Start, Start.AddDays(900))).Regime);
        Assert.Empty(store.FlowEpisodes(FlowSamples.Conduit, Start, Start.AddDays(900)));
    }

    [Fact]
    public void A_clock_gone_wrong_for_one_clean_up_wipes_little()
    {
        using SqliteFlowStore store = directory.Open(Quick with { AgedOutPerMinuteMax = 10 });
        Flow flow = FlowSamples.Write(1, lastSeen: Start.AddDays(1));
        Record(store, new FlowBatch
        {
            Flows = [.. Enumerable.Range(0, 100).Select(i => FlowSamples.Read(i)), flow],
            Operations = [.. Enumerable.Range(0, 100).Select(i => FlowSamples.Operation(flow, Start.AddMinutes(i)))],
        });
        Age(store, TimeSpan.FromDays(5_000));

        Assert.Equal(90, store.Operations(FlowSamples.Conduit, Start, Start.AddDays(9)).Count());
        Assert.Equal(91, store.Flows(new FlowQuery()).Count);
    }

    [Fact]
    public void Too_many_flows_leave_the_one_not_seen_for_longest_first_and_what_belongs_to_them_too()
    {
        using SqliteFlowStore store = directory.Open(Quick with { FlowsMax = 20 });
        Flow[] flows = [.. Enumerable.Range(0, 50).Select(i => FlowSamples.Read(i))];
        Record(store, new FlowBatch { Flows = flows, Minutes = [.. flows.Select(flow => new FlowMinute(flow.Id, Start, 1, 0, 0))] });
        Age(store, TimeSpan.FromMinutes(2));
        Record(store, new FlowBatch { Flows = [flows[0]], Minutes = [new FlowMinute(flows[0].Id, Start.AddMinutes(2), 1, 0, 0)] });

        Assert.Equal([.. Enumerable.Range(30, 20), 0], store.Flows(new FlowQuery()).Select(flow => flow.Address).Order().Skip(1).Append(0));
        Assert.Single(store.Minutes(flows[0].Id, Start, Start.AddDays(1)));
    }

    [Fact]
    public void The_size_is_bounded_the_oldest_goes_first_and_the_gap_says_how_much()
    {
        const long sizeMax = 1024 * 1024;
        using SqliteFlowStore store = directory.Open(Quick with { SizeBytesMax = sizeMax });
        Flow flow = FlowSamples.Write(1);
        const int rounds = 60;
        const int perRound = 1_000;
        for (int round = 0; round < rounds; round++)
        {
            DateTimeOffset at = Start.AddHours(round);
            Record(store, new FlowBatch
            {
                Flows = [flow],
                Minutes = [new FlowMinute(flow.Id, at, perRound, 0, 0)],
                Operations = [.. Enumerable.Range(0, perRound).Select(i => FlowSamples.Operation(flow, at.AddSeconds(i), i) with { Data = new byte[32] })],
            });
        }

        RecordedOperation[] kept = [.. store.Operations(FlowSamples.Conduit, Start, Start.AddYears(1))];
        TrafficGap gap = Assert.Single(store.Gaps("", Start, Start.AddYears(1)));
        Assert.Equal("the oldest records made room for newer ones", gap.Cause);
        Assert.Equal(rounds * perRound * 2, gap.Lost + kept.Sum(operation => operation.Times));
        Assert.Equal((Start, true), (gap.From, gap.To < kept[0].Utc));
        Assert.All(store.Minutes(flow.Id, Start, Start.AddYears(1)), minute => Assert.True(minute.From >= gap.To.AddMinutes(-1)));
        store.Dispose();
        Assert.InRange(new FileInfo(directory.Database).Length, sizeMax / 2, 2 * sizeMax);
    }

    private void Age(SqliteFlowStore store, TimeSpan by)
    {
        directory.Time.Advance(by);
        Record(store, new FlowBatch { Until = directory.Time.GetUtcNow() });
        directory.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static void Record(SqliteFlowStore store, FlowBatch batch)
    {
        store.Record(batch);
        Assert.True(store.Flush(FlowDirectory.Patience), store.Fault);
    }
}
