using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Policy;
using OtEdge.Core.Tags;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;
using Xunit;

namespace OtEdge.Tests.Tags;

public sealed class TagBookTests
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly TagBook book;

    public TagBookTests()
    {
        book = new TagBook(time);
        book.Take(SiteWith("state", "speed"), null);
    }

    [Fact]
    public void A_value_is_good_until_it_is_older_than_the_asker_accepts()
    {
        See(6);

        Assert.Equal((TagQuality.Good, 6d), (book.Now("state", Stale).Quality, book.Now("state", Stale).Trusted!.Number));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TagQuality.Good, book.Now("state", Stale).Quality);
        time.Advance(TimeSpan.FromSeconds(1));
        TagValue old = book.Now("state", Stale);
        Assert.Equal((TagQuality.Stale, null, 6d), (old.Quality, old.Trusted, old.Reading!.Number));
        Assert.Equal("was last seen 11 s ago", old.Why);
        Assert.Equal(TagQuality.Good, book.Now("state", TimeSpan.FromMinutes(1)).Quality);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_wall_clock_that_jumps_makes_no_value_older_or_younger(int years)
    {
        var jumping = new JumpingTime();
        var others = new TagBook(jumping);
        others.Take(SiteWith("state"), null);
        others.See("state", new TagReading(6, null, jumping.GetUtcNow()), inPassing: true);
        jumping.Years = years;

        Assert.Equal((TagQuality.Good, TimeSpan.Zero), (others.Now("state", Stale).Quality, others.Now("state", Stale).Age));
        others.See("state", new TagReading(6, null, jumping.GetUtcNow().AddYears(-years)), inPassing: true);
        Assert.Equal(TimeSpan.Zero, others.Now("state", Stale).Age);
    }

    [Fact]
    public void What_was_on_its_way_for_a_moment_is_that_much_older()
    {
        book.See("state", new TagReading(6, null, time.GetUtcNow() - TimeSpan.FromSeconds(3)), inPassing: true);

        Assert.Equal(3, book.Now("state", Stale).Age!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void It_is_known_how_long_a_value_has_not_changed()
    {
        See(6);
        time.Advance(TimeSpan.FromSeconds(4));
        See(6);
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.Zero), (book.Now("state", Stale).UnchangedFor, book.Now("state", Stale).Age));

        See(7);
        Assert.Equal(TimeSpan.Zero, book.Now("state", Stale).UnchangedFor);
    }

    [Fact]
    public void What_was_never_seen_or_does_not_exist_is_unknown_and_says_so()
    {
        Assert.Equal((TagQuality.Unknown, "was not seen yet"), Known("speed"));
        Assert.Equal((TagQuality.Unknown, "is no tag of the site"), Known("other"));
        book.Take(SiteWith("state"), new SettingsModel { NodeTags = [new NodeTag("line.mode", "mes", "nsu=urn:x;s=Mode", null)] });
        Assert.Equal((TagQuality.Unknown, "is the OPC UA node nsu=urn:x;s=Mode, which was not seen yet"), Known("line.mode"));
        Assert.Equal((TagQuality.Unknown, "is no tag of the site"), Known("speed"));
    }

    [Fact]
    public void A_value_that_is_no_number_is_unknown()
    {
        See(6);
        book.See("state", new TagReading(null, null, time.GetUtcNow()), inPassing: true);

        Assert.Equal((TagQuality.Unknown, "is no number"), Known("state"));
    }

    [Fact]
    public void A_refusal_makes_a_value_unknown_at_once_and_a_miss_lets_it_grow_old()
    {
        See(6);
        book.Miss("state", "cannot be read: the device sleeps");
        Assert.Equal(TagQuality.Good, book.Now("state", Stale).Quality);
        time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal((TagQuality.Stale, "was last seen 12 s ago; it cannot be read: the device sleeps"), Known("state"));

        See(6);
        book.Refuse("state", "cannot be read: exception 2");
        Assert.Equal((TagQuality.Unknown, "cannot be read: exception 2"), Known("state"));
    }

    [Fact]
    public void Every_reading_is_told_and_values_of_other_sites_are_not()
    {
        var told = new List<(string, double?)>();
        book.Read += (tag, reading) => told.Add((tag, reading.Number));

        See(6);
        See(6);
        book.See("other", new TagReading(1, null, time.GetUtcNow()), inPassing: true);
        book.Refuse("state", "no");

        Assert.Equal([("state", 6), ("state", 6), ("state", null)], told);
    }

    private static Site SiteWith(params string[] tags) => Gateway.Plant.Site() with
    {
        Assets =
        [
            new Asset("plc", "filling", [IPNetwork.Parse("127.0.0.1/32")], null,
                [.. tags.Select((name, at) => new Tag(name, 1, RegisterSpace.HoldingRegister, at, new ValueLayout(ProcessValueType.UInt16)))]),
        ],
    };

    private (TagQuality Quality, string Why) Known(string tag) => (book.Now(tag, Stale).Quality, book.Now(tag, Stale).Why);

    private void See(double number) => book.See("state", new TagReading(number, null, time.GetUtcNow()), inPassing: true);
}
