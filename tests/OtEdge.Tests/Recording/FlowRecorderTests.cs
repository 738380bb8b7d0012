using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Host.Recording;
using OtEdge.Tests.Flows;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Recording;

public sealed class FlowRecorderTests : IDisposable
{
    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private readonly RecordingBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Reads_of_one_client_and_range_are_one_flow_with_names_counts_and_rule()
    {
        FlowCount refused = RecordingBench.Reads(0, 3) with { WouldBeRefused = 2, Refused = 1 };
        refused.LastVerdict = VerdictWord.Refused;
        bench.Read(Start, RecordingBench.Reads(0, 10), RecordingBench.Reads(5));
        bench.Read(Start.AddSeconds(1), refused);

        Flow flow = bench.Flows()[0];
        Assert.Equal(2, bench.Flows().Count);
        Assert.Matches("^r-[0-9a-f]{12}$", flow.Id);
        Assert.Equal((SmallPlant.Filling, "10.20.0.11", "scada-1"), (flow.Conduit, flow.Client, flow.ClientAsset));
        Assert.Equal((13, 2, 1), (flow.Times, flow.WouldBeRefused, flow.Refused));
        Assert.Equal((Start, Start.AddSeconds(1)), (flow.FirstSeen, flow.LastSeen));
        Assert.Equal((VerdictWord.Refused, DecisionReason.Allowed, "reads"), (flow.LastVerdict, flow.LastReason, flow.LastRule));
        Assert.Equal((13, 13), (flow.HoursOfWeek[8], flow.HoursOfWeek.Sum()));
        Assert.Equal(
            [new FlowMinute(flow.Id, Start, 13, 2, 1)], bench.Store.Minutes(flow.Id, Start, Start.AddDays(1)));
    }

    [Fact]
    public void A_client_that_no_asset_declares_has_no_name_and_one_too_many_is_one_of_the_others()
    {
        FlowCount other = RecordingBench.Reads(0);
        other.Client = null;
        bench.Read(Start, RecordingBench.Reads(0, client: "192.0.2.1"), other);

        Assert.Equal([("192.0.2.1", null), ("others", null)], bench.Flows().Select(flow => (flow.Client, flow.ClientAsset)));
    }

    [Fact]
    public void A_value_with_a_tag_is_known_in_engineering_units()
    {
        bench.Recorder.TakeOperations([RecordingBench.Write(120, 0x42, 0xb4, 0, 0)]); // 90.0
        bench.Recorder.TakeOperations([RecordingBench.Write(120, 0x42, 0xb5, 0, 0)]); // 90.5
        bench.Recorder.TakeOperations([RecordingBench.Write(200, 0xff, 0x9c)]); // -100 by half

        Flow temperature = bench.Flows().Single(flow => flow.Address == 120);
        Assert.Equal(("64-127", 90, 90.5), (temperature.ValueBand, temperature.ValueMin, temperature.ValueMax));
        Assert.Equal(["90 °C (target-temp)", "90.5 °C (target-temp)"], temperature.Samples);
        Flow speed = bench.Flows().Single(flow => flow.Address == 200);
        Assert.Equal(("-63 to -32", -50, -50), (speed.ValueBand, speed.ValueMin, speed.ValueMax));
        Assert.Equal("w", speed.Id[..1]);
    }

    [Fact]
    public void A_single_word_is_banded_as_it_is_and_bands_are_flows_of_their_own()
    {
        bench.Recorder.TakeOperations(
            [RecordingBench.Write(10, 0, 64), RecordingBench.Write(10, 0, 100), RecordingBench.Write(10, 0, 200), RecordingBench.Write(10, 0xff, 0xff)]);

        Assert.Equal(["128-255", "32768-65535", "64-127"], bench.Flows().Select(flow => flow.ValueBand).Order(StringComparer.Ordinal));
        Assert.Equal(2, bench.Flows().Single(flow => flow.ValueBand == "64-127").Times);
    }

    [Fact]
    public void Coils_are_on_or_off_and_many_values_have_no_band()
    {
        TrafficFinding coil = RecordingBench.Write(17, 1, 0);
        coil.Space = RegisterSpace.Coil;
        coil.Count = 1;
        TrafficFinding many = RecordingBench.Write(300, 0, 1, 0, 2, 0, 3);
        TrafficFinding mask = RecordingBench.Write(400, 0xff, 0, 0, 0x12);
        mask.Function = new FunctionId(22);
        mask.Count = 1;
        bench.Recorder.TakeOperations([coil, many, mask]);

        Assert.Equal(
            [(17, "on", "on"), (300, "", "1, 2, 3"), (400, "", "and 0xff00, or 0x0012")],
            bench.Flows().OrderBy(flow => flow.Address).Select(flow => (flow.Address, flow.ValueBand, flow.Samples.Single())));
        Assert.Null(bench.Flows().Single(flow => flow.Address == 300).ValueMin);
    }

    [Fact]
    public void At_most_five_different_samples_are_kept_the_newest_last()
    {
        foreach (byte value in (byte[])[64, 65, 66, 67, 68, 69, 65])
        {
            bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, value)]);
        }

        Assert.Equal(["66", "67", "68", "69", "65"], Assert.Single(bench.Flows()).Samples);
    }

    [Fact]
    public void Equal_operations_within_a_second_become_one_with_times_and_others_keep_their_order()
    {
        TrafficFinding one = RecordingBench.Write(10, 0, 64);
        TrafficFinding later = one with { Utc = Start.AddSeconds(2) };
        TrafficFinding refused = one with { Verdict = VerdictWord.Refused };
        bench.Recorder.TakeOperations([one, one, one, RecordingBench.Write(10, 0, 65), one, refused, later]);

        Assert.Equal(
            [(64, 3, VerdictWord.Allowed), (65, 1, VerdictWord.Allowed), (64, 1, VerdictWord.Allowed), (64, 1, VerdictWord.Refused), (64, 1, VerdictWord.Allowed)],
            bench.Operations().Select(operation => ((int)operation.Data.Span[1], operation.Times, operation.Verdict)));
    }

    [Fact]
    public void Folding_does_not_reach_over_a_hand_over()
    {
        bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, 64)]);
        bench.Recorder.Flush();
        bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, 64)]);

        Assert.Equal([1, 1], bench.Operations().Select(operation => operation.Times));
    }

    [Fact]
    public void Counts_belong_to_the_episode_in_which_they_were_seen()
    {
        bench.Episode = bench.Store.BeginEpisode("producing", Start).Number;
        bench.Read(Start, RecordingBench.Reads(0, 5));
        bench.Episode = bench.Store.BeginEpisode("cleaning", Start.AddHours(1)).Number;
        bench.Read(Start.AddHours(1), RecordingBench.Reads(0, 7));
        Flow flow = Assert.Single(bench.Flows());

        Assert.Equal(
            [new FlowEpisode(flow.Id, 1, 5, 0, 0), new FlowEpisode(flow.Id, 2, 7, 0, 0)],
            bench.Store.FlowEpisodes(SmallPlant.Filling, Start, Start.AddDays(1)));
    }

    [Fact]
    public void After_a_restart_a_flow_goes_on_where_it_was()
    {
        bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, 64)]);
        Flow before = Assert.Single(bench.Flows());
        bench.Time.Advance(TimeSpan.FromHours(1));
        bench.Restart();
        bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, 70) with { Utc = bench.Now }]);

        Flow after = Assert.Single(bench.Flows());
        Assert.Equal((before.Id, 2, Start, bench.Now), (after.Id, after.Times, after.FirstSeen, after.LastSeen));
        Assert.Equal((64, 70), (after.ValueMin, after.ValueMax));
        Assert.Equal(["64", "70"], after.Samples);
        Assert.Equal((1, 1), (after.HoursOfWeek[8], after.HoursOfWeek[9]));
    }

    [Fact]
    public void Counts_of_known_flows_wait_and_news_do_not()
    {
        bench.Read(Start, RecordingBench.Reads(0));
        bench.Flows();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        bench.Read(bench.Now, RecordingBench.Reads(0), RecordingBench.Reads(50));
        bench.Recorder.Flush();
        Assert.True(bench.Store.Flush(FlowDirectory.Patience));
        Assert.Equal([1L, 1L], bench.Store.Flows(new FlowQuery()).Select(flow => flow.Times));

        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Recorder.Flush();
        Assert.True(bench.Store.Flush(FlowDirectory.Patience));
        Assert.Equal([1L, 2L], bench.Store.Flows(new FlowQuery()).Select(flow => flow.Times).Order());
    }

    [Fact]
    public void A_loss_of_the_data_plane_becomes_a_gap()
    {
        bench.Recorder.TakeLoss(RecordingBench.Conduit, 12, Start, Start.AddSeconds(1));
        bench.Recorder.TakeLoss(RecordingBench.Conduit, 3, Start.AddSeconds(1), Start.AddSeconds(2));

        Assert.Equal(
            new TrafficGap(SmallPlant.Filling, Start, Start.AddSeconds(2), 15, "more passed than could be handed to recording"),
            Assert.Single(bench.Gaps()));
    }

    [Fact]
    public void An_id_depends_on_the_fingerprint_alone()
    {
        Fingerprint fingerprint = Fingerprint.Of(RecordingBench.Reads(120));
        Assert.Equal(fingerprint.IdOn("a"), Fingerprint.Of(RecordingBench.Reads(120, 99)).IdOn("a"));
        Assert.NotEqual(fingerprint.IdOn("a"), fingerprint.IdOn("b"));
        Assert.NotEqual(fingerprint.IdOn("a"), (fingerprint with { Client = IPAddress.Loopback }).IdOn("a"));
        Assert.NotEqual(fingerprint.IdOn("a"), (fingerprint with { Unit = 2 }).IdOn("a"));
        Assert.NotEqual(fingerprint.IdOn("a"), (fingerprint with { Band = "1" }).IdOn("a"));
        Assert.Equal("r-429789f54b37", fingerprint.IdOn("filling-modbus"));
    }
}
