using OtEdge.Conduits.Recording;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits.Recording;

/// <summary>Values of watched tags are told when they change, and now and then while they stay.</summary>
public sealed class TagWatchTests
{
    private static readonly Tag State = Tag("state", 10, ProcessValueType.UInt16);
    private static readonly Tag Temperature = Tag("temperature", 12, ProcessValueType.Float32);
    private readonly SessionRig rig = new();
    private ushort id;

    [Fact]
    public void A_value_that_a_read_covers_whole_is_told_as_on_the_wire()
    {
        Watch(Temperature, State);

        Read(10, 4, first: 0x0100);

        Assert.Equal([(1, "0100"), (0, "01020103")], Told());
        Assert.Equal(rig.Loop.Clock.Now.Utc, rig.Flows.Tags[0].Utc);
    }

    [Theory]
    [InlineData(12, 1)]
    [InlineData(13, 3)]
    [InlineData(0, 12)]
    [InlineData(14, 5)]
    public void A_value_that_is_not_covered_whole_is_not_told(int address, int count)
    {
        Watch(Temperature);

        Read(address, count, first: 7);

        Assert.Empty(Told());
    }

    [Fact]
    public void Only_changes_are_told_and_of_fast_ones_the_newest()
    {
        Watch(State);
        Read(10, 1, first: 1);
        Read(10, 1, first: 1);
        Assert.Equal([(0, "0001")], Told());
        Read(10, 1, first: 1);
        Assert.Equal([(0, "0001")], Told());

        Read(10, 1, first: 2);
        Read(10, 1, first: 3);

        Assert.Equal([(0, "0001"), (0, "0003")], Told());
    }

    [Fact]
    public void A_value_that_stays_is_told_again_every_two_seconds_in_which_it_is_seen()
    {
        Watch(State);
        Read(10, 1, first: 1);
        Assert.Single(Told());

        rig.Pass(TimeSpan.FromSeconds(1.9));
        Read(10, 1, first: 1);
        Assert.Single(Told());
        rig.Pass(TimeSpan.FromSeconds(0.2));
        Assert.Single(Told());
        Read(10, 1, first: 1);

        Assert.Equal(2, Told().Count);
        Assert.Equal(rig.Loop.Clock.Now.Utc, rig.Flows.Tags[1].Utc);
    }

    [Fact]
    public void An_acknowledged_write_tells_and_one_that_failed_does_not()
    {
        Watch(State);

        rig.Ask(Frames.WriteOne(1, 10, 42));
        rig.Reply(Frames.Exception(1, 6, 4));
        Assert.Empty(Told());
        rig.Ask(Frames.WriteOne(2, 10, 43));
        Assert.Empty(Told());
        rig.Reply(Frames.WriteOne(2, 10, 43));

        Assert.Equal([(0, "002B")], Told());
    }

    [Fact]
    public void Bits_are_told_as_one_byte()
    {
        Watch(
            new Tag("running", 1, RegisterSpace.Coil, 20, new ValueLayout(ProcessValueType.Bit)),
            new Tag("fault", 1, RegisterSpace.Coil, 29, new ValueLayout(ProcessValueType.Bit)));

        rig.Ask(Frames.Read(1, 19, 11, function: 1));
        rig.Reply(Frames.Raw(1, 1, 1, 2, 0b0000_0010, 0b0000_0000));

        Assert.Equal([(0, "01"), (1, "00")], Told());
    }

    [Fact]
    public void The_same_addresses_of_another_unit_or_space_are_another_tag()
    {
        Watch(State with { Unit = 2 }, State with { Space = RegisterSpace.InputRegister }, State);

        Read(10, 1, first: 5);

        Assert.Equal([(2, "0005")], Told());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    public void Any_tags_and_reads_tell_what_a_plain_search_finds(int seed)
    {
        var random = new Random(seed);
        Tag[] tags =
        [
            .. Enumerable.Range(0, 60).Select(i => Tag(
                $"t{i}", random.Next(100), random.Next(2) == 0 ? ProcessValueType.UInt16 : ProcessValueType.UInt64)),
        ];
        var watch = new TagWatch(tags);
        for (int i = 0; i < 500; i++)
        {
            int address = random.Next(100);
            int count = random.Next(1, 20);
            byte[] data = new byte[2 * count];
            random.NextBytes(data);
            var log = new FlowLog();
            watch.See(
                1, RegisterSpace.HoldingRegister, new AddressRange(address, address + count - 1), data, new JudgingTime(i * 100_000_000L, default));
            watch.Tell(log, 0);

            IEnumerable<(int, string)> expected = tags
                .Select((tag, index) => (tag, index))
                .Where(one => one.tag.Address >= address && one.tag.Address + one.tag.Layout.Width <= address + count)
                .Select(one => (
                    one.index, Convert.ToHexString(data.AsSpan(2 * (one.tag.Address - address), 2 * one.tag.Layout.Width))));
            Assert.Equal(expected.Order(), log.Tags.Select(told => (told.Tag, told.Raw)).Order());
        }
    }

    [Fact]
    public void A_reader_on_another_thread_never_sees_half_a_value()
    {
        var watch = new TagWatch([Tag("wide", 0, ProcessValueType.UInt64)]);
        using var done = new ManualResetEventSlim();
        var log = new FlowLog();
        var reader = new Thread(() =>
        {
            while (!done.IsSet)
            {
                watch.Tell(log, 0);
            }

            watch.Tell(log, 0);
        });
        reader.Start();
        byte[] data = new byte[8];
        for (int i = 0; i < 300_000; i++)
        {
            Array.Fill(data, unchecked((byte)i));
            watch.See(1, RegisterSpace.HoldingRegister, new AddressRange(0, 3), data, new JudgingTime(i, DateTimeOffset.UnixEpoch.AddTicks(i)));
        }

        done.Set();
        reader.Join();

        Assert.All(
            log.Tags,
            told => Assert.Equal(
                string.Concat(Enumerable.Repeat($"{unchecked((byte)(told.Utc - DateTimeOffset.UnixEpoch).Ticks):X2}", 8)), told.Raw));
        Assert.Equal(299_999, (log.Tags[^1].Utc - DateTimeOffset.UnixEpoch).Ticks);
    }

    private static Tag Tag(string name, int address, ProcessValueType type) =>
        new(name, 1, RegisterSpace.HoldingRegister, address, new ValueLayout(type));

    private void Watch(params Tag[] tags) => rig.Context.Recorder!.Tags = new TagWatch(tags);

    private void Read(int address, int count, ushort first)
    {
        rig.Ask(Frames.Read(++id, address, count));
        rig.Reply(Frames.ReadReply(id, count, first));
    }

    private List<(int Tag, string Raw)> Told()
    {
        rig.Drain();
        return [.. rig.Flows.Tags.Select(told => (told.Tag, told.Raw))];
    }
}
