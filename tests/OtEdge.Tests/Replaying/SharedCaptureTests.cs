using OtEdge.Conduits.Replaying;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class SharedCaptureTests
{
    public static TheoryData<string> Captures => [.. GoldenCounts.All.Select(counts => counts.Capture)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_replay_finds_what_the_golden_counts_say(string capture)
    {
        var golden = GoldenCounts.All.Single(counts => counts.Capture == capture);
        var sink = new RecordingReplaySink();
        using var stream = File.OpenRead(SharedCaptures.PathOf(capture + ".pcap"));

        var totals = ModbusReplay.Run(stream, new ModbusReplayOptions(), sink);

        Assert.Equal(golden.Found, $"{totals.Requests} requests, {totals.Responses} responses, {totals.Pairs} pairs");
        Assert.Equal(golden.Also, Also(totals, sink));
        Assert.Null(totals.Damage);
    }

    [Theory]
    [InlineData("iti_ModbusTCP_plant1", 7990, 7986, 7983)]
    [InlineData("iti_modbus_test", 1142, 1116, 1115)]
    [InlineData("zeek_modbusBig", 2774, 2774, 2773)]
    [InlineData("zeek_modbusSmall", 16, 16, 16)]
    public void Captures_without_malformed_traffic_have_exactly_the_counts_of_their_readme(
        string capture, int requests, int responses, int pairs)
    {
        var golden = GoldenCounts.All.Single(counts => counts.Capture == capture);

        Assert.Equal($"{requests} requests, {responses} responses, {pairs} pairs", golden.Found);
        Assert.Equal(golden.Said, golden.Found);
    }

    [Fact]
    public void Every_difference_from_the_readme_is_explained() =>
        Assert.All(
            GoldenCounts.All.Where(counts => counts.Said != counts.Found),
            counts => Assert.True(counts.Why.Length > 40, counts.Capture));

    private static string Also(ReplayTotals totals, RecordingReplaySink sink)
    {
        (long Count, string Name)[] counts =
        [
            (totals.Connections, "connections"), (totals.Retransmissions, "retransmissions"),
            (totals.MalformedRequests, "malformed requests"), (totals.Faults, "faults"),
            (totals.SkippedSegments, "skipped segments"), (totals.Gaps, "gaps"), (totals.MissingBytes, "missing bytes"),
            (totals.CutFrames, "cut frames"), (totals.Fragments, "fragments"), (totals.UnreadPackets, "unread packets"),
            .. sink.Checks.OrderBy(check => check.Key).Select(check => ((long)check.Value, $"{check.Key}")),
        ];
        return string.Join(", ", counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.Name}"));
    }
}
