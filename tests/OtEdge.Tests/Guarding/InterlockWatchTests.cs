using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Guarding;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;
using Xunit;

namespace OtEdge.Tests.Guarding;

public sealed class InterlockWatchTests
{
    private const string Tag = "filler.state";
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly TagBook book;
    private readonly InterlockWatch watch;

    public InterlockWatchTests()
    {
        book = new TagBook(time);
        var tag = new Tag(Tag, 1, RegisterSpace.HoldingRegister, 40, new ValueLayout(ProcessValueType.UInt16));
        book.Take(
            new Site
            {
                Name = "s",
                Gateway = "g",
                TimeZone = TimeZoneInfo.Utc,
                Assets = [new Asset("plc", "filling", [IPNetwork.Parse("127.0.0.1/32")], null, [tag])],
            },
            null);
        var when = new TagCondition($"{Tag} != 6", [[new TagComparison(Tag, "!=", 6, null)]]);
        watch = new InterlockWatch(
            new Interlock("filler-idle", when, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), []), book);
        book.Read += (tagName, _) => watch.Notice(tagName, time.Now().Ticks);
    }

    [Fact]
    public void What_was_never_seen_is_unknown()
    {
        Fact look = Look();
        Assert.Null(look.Holds);
        Assert.Equal("interlock filler-idle is not known: filler.state was not seen yet", look.Words);
    }

    [Fact]
    public void It_holds_after_its_dwell_and_not_a_moment_before()
    {
        See(5);
        for (int second = 0; second < 59; second++)
        {
            Pass(1);
            See(5);
            Assert.False(Look().Holds);
        }

        Assert.Equal("interlock filler-idle: filler.state != 6 for 59 s; needs 60 s", Look().Words);
        Pass(1);
        See(5);
        Assert.True(Look().Holds);
    }

    [Fact]
    public void A_break_of_a_moment_begins_the_dwell_anew_although_nobody_looked()
    {
        for (int second = 0; second < 50; second++)
        {
            See(5);
            Pass(1);
        }

        See(6);
        See(5);
        Pass(9);
        See(5);
        Pass(9);
        Assert.Equal("interlock filler-idle: filler.state != 6 for 18 s; needs 60 s", Look().Words);
    }

    [Fact]
    public void A_stale_value_is_unknown_and_begins_the_dwell_anew()
    {
        See(5);
        Pass(11);
        Fact look = Look();
        Assert.Null(look.Holds);
        Assert.Contains("was last seen 11 s ago", look.Words);
        See(5);
        Assert.Contains("for 0 s", Look().Words);
    }

    [Fact]
    public void The_value_that_blocks_is_told()
    {
        See(6);
        Fact look = Look();
        Assert.False(look.Holds);
        Assert.Equal("interlock filler-idle: filler.state is 6; needs filler.state != 6 for 60 s", look.Words);
    }

    private Fact Look() => watch.Look(time.Now().Ticks);

    private void See(double value) => book.See(Tag, new TagReading(value, null, time.GetUtcNow()), inPassing: true);

    private void Pass(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));
}
