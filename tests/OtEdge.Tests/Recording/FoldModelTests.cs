using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Recording;

/// <summary>A seeded random week of traffic, with hand-overs and restarts at random moments, counted once more in the simplest way.</summary>
public sealed class FoldModelTests
{
    private const int Events = 4_000;
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly RuleSet Rules = RuleSet.Compile(SmallPlant.ReadsOnly);

    private readonly Dictionary<string, List<Event>> seen = [];

    [Fact]
    public void Every_operation_is_counted_once_in_its_flow_hour_minute_and_episode()
    {
        for (int round = 0; round < 3; round++)
        {
            int seed = Random.Shared.Next();
            seen.Clear();
            Run(new Random(seed), seed);
        }
    }

    private void Run(Random random, int seed)
    {
        using RecordingBench bench = new(zone: Zone);
        for (int i = 0; i < Events; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(random.Next(300)));
            Step(bench, random);
        }

        Check(bench, seed);
    }

    private void Step(RecordingBench bench, Random random)
    {
        switch (random.Next(100))
        {
            case 0:
                bench.Restart();
                break;
            case < 3:
                bench.Episode = bench.Store.BeginEpisode($"regime-{random.Next(3)}", bench.Now).Number;
                break;
            case < 20:
                bench.Recorder.Flush();
                break;
            case < 60:
                Read(bench, random);
                break;
            default:
                Write(bench, random);
                break;
        }
    }

    private void Read(RecordingBench bench, Random random)
    {
        FlowCount count = RecordingBench.Reads(random.Next(4), random.Next(1, 50), $"10.20.0.{random.Next(1, 4)}");
        count.WouldBeRefused = random.Next((int)count.Times + 1);
        count.Rules = Rules;
        bench.Read(bench.Now, count);
        Note($"{count.Client}/{count.Address}/", new Event(bench.Now, bench.Episode, (count.Times, count.WouldBeRefused, 0), null));
    }

    private void Write(RecordingBench bench, Random random)
    {
        byte value = (byte)random.Next(64, 256);
        TrafficFinding write = RecordingBench.Write(10 + random.Next(2), 0, value);
        write.Utc = bench.Now;
        write.Verdict = (VerdictWord)random.Next(3);
        write.Client = IPAddress.Parse($"10.20.0.{random.Next(1, 3)}");
        bench.Recorder.TakeOperations([write]);
        Note(
            $"{write.Client}/{write.Address}/{(value < 128 ? "64-127" : "128-255")}",
            new Event(
                bench.Now,
                bench.Episode,
                (1, write.Verdict == VerdictWord.WouldBeRefused ? 1 : 0, write.Verdict == VerdictWord.Refused ? 1 : 0),
                value));
    }

    private void Note(string flow, Event happened)
    {
        if (!seen.TryGetValue(flow, out List<Event>? all))
        {
            seen[flow] = all = [];
        }

        all.Add(happened);
    }

    private void Check(RecordingBench bench, int seed)
    {
        IReadOnlyList<Flow> flows = bench.Flows();
        Assert.True(seen.Count == flows.Count, $"seed {seed}: {flows.Count} flows instead of {seen.Count}");
        DateTimeOffset end = bench.Now.AddDays(1);
        ILookup<string, FlowEpisode> episodes = bench.Store.FlowEpisodes(SmallPlant.Filling, DateTimeOffset.MinValue, end).ToLookup(count => count.Flow);
        foreach (Flow flow in flows)
        {
            List<Event> events = seen[$"{flow.Client}/{flow.Address}/{flow.ValueBand}"];
            Assert.True(
                (events.Sum(one => one.Times), events.Sum(one => one.WouldBe), events.Sum(one => one.Refused)) == (flow.Times, flow.WouldBeRefused, flow.Refused)
                && (events[0].At, events[^1].At) == (flow.FirstSeen, flow.LastSeen)
                && (events.Min(one => one.Value), events.Max(one => one.Value)) == (flow.ValueMin, flow.ValueMax),
                $"seed {seed}: {flow}");
            Assert.True(HoursOf(events).SequenceEqual(flow.HoursOfWeek), $"seed {seed}: hours of {flow.Id}");
            Assert.True(
                events.Where(one => one.Episode > 0).GroupBy(one => one.Episode).OrderBy(group => group.Key).Select(group => (group.Key, group.Sum(one => one.Times)))
                    .SequenceEqual(episodes[flow.Id].Select(count => (count.Episode, count.Times))),
                $"seed {seed}: episodes of {flow.Id}");
            Assert.Equal(flow.Times, bench.Store.Minutes(flow.Id, DateTimeOffset.MinValue, end).Sum(minute => minute.Times));
        }

        long writes = seen.Values.SelectMany(all => all).Count(one => one.Value is not null);
        Assert.Equal(writes, bench.Operations().Sum(operation => (long)operation.Times));
    }

    private static long[] HoursOf(IEnumerable<Event> events)
    {
        long[] hours = new long[168];
        foreach (Event one in events)
        {
            DateTime local = TimeZoneInfo.ConvertTimeFromUtc(one.At.UtcDateTime, Zone);
            int day = local.DayOfWeek == DayOfWeek.Sunday ? 6 : (int)local.DayOfWeek - 1;
            hours[(day * 24) + local.Hour] += one.Times;
        }

        return hours;
    }

    private sealed record Event(DateTimeOffset At, long Episode, (long Times, long WouldBe, long Refused) Count, double? Value)
    {
        public long Times => Count.Times;

        public long WouldBe => Count.WouldBe;

        public long Refused => Count.Refused;
    }
}
