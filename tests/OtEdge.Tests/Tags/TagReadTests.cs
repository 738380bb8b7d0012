using System.Buffers.Binary;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Tags;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Tags;

public sealed class TagReadTests
{
    [Fact]
    public void Neighbours_share_a_request_and_gaps_are_not_spanned()
    {
        Tag[] tags = [Word("a", 10), Word("b", 11, ProcessValueType.Float32), Word("c", 14), Word("d", 13, unit: 2), Bit("e", 13)];

        Assert.Equal(["1/1 13 e", "1/3 10-12 a b", "1/3 14 c", "2/3 13 d"], TagRead.Of(tags, _ => false).Select(Text));
    }

    [Fact]
    public void A_tag_that_must_be_alone_is()
    {
        Tag[] tags = [Word("a", 10), Word("b", 11), Word("c", 12)];

        Assert.Equal(["1/3 10 a", "1/3 12 c", "1/3 11 b"], TagRead.Of(tags, tag => tag.Name == "b").Select(Text));
    }

    [Fact]
    public void No_request_asks_for_more_than_the_protocol_allows_and_every_word_is_wanted()
    {
        for (ulong run = 0; run < 200; run++)
        {
            var random = new SeededRandom(unchecked(SeededRun.Seed + run));
            Tag[] tags = [.. Enumerable.Range(0, 1 + random.Below(300)).Select(at => random.Below(3) switch
            {
                0 => Bit($"t{at}", random.Below(4000)),
                1 => Word($"t{at}", random.Below(500), ProcessValueType.Float64),
                _ => Word($"t{at}", random.Below(500)),
            })];

            IReadOnlyList<TagRead> reads = TagRead.Of(tags, _ => false);

            string again = SeededRun.Again($"run {run}");
            Assert.True(reads.Sum(read => read.Tags.Count) == tags.Length, again);
            foreach (TagRead read in reads)
            {
                HashSet<int> wanted = [.. read.Tags.SelectMany(tag => Enumerable.Range(tag.Address, tag.Layout.Width))];
                Assert.True(read.Count <= (read.Function <= 2 ? 2000 : 125), again);
                Assert.True(wanted.Order().SequenceEqual(Enumerable.Range(read.Range.First, read.Count)), again);
                byte[] answer = AnswerTo(read);
                Assert.True(read.Tags.All(tag => ValueAt(tag).Equals(read.ReadingOf(tag, answer, default).Number!.Value)), again);
            }
        }
    }

    private static Tag Word(string name, int address, ProcessValueType type = ProcessValueType.UInt16, byte unit = 1) =>
        new(name, unit, RegisterSpace.HoldingRegister, address, new ValueLayout(type));

    private static Tag Bit(string name, int address) =>
        new(name, 1, RegisterSpace.Coil, address, new ValueLayout(ProcessValueType.Bit));

    private static string Text(TagRead read) =>
        $"{read.Unit}/{read.Function} {read.Range} {string.Join(' ', read.Tags.Select(tag => tag.Name))}";

    // A device in which every word holds its own address, and every third bit is set.
    private static byte[] AnswerTo(TagRead read)
    {
        if (read.Function <= 2)
        {
            byte[] bits = new byte[(read.Count + 7) / 8];
            for (int at = 0; at < read.Count; at++)
            {
                bits[at / 8] |= (byte)(((read.Range.First + at) % 3 == 0 ? 1 : 0) << (at % 8));
            }

            return bits;
        }

        byte[] words = new byte[2 * read.Count];
        for (int at = 0; at < read.Count; at++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(words.AsSpan(2 * at), (ushort)(read.Range.First + at));
        }

        return words;
    }

    private static double ValueAt(Tag tag)
    {
        if (tag.Layout.Type == ProcessValueType.Bit)
        {
            return tag.Address % 3 == 0 ? 1 : 0;
        }

        byte[] words = new byte[2 * tag.Layout.Width];
        for (int at = 0; at < tag.Layout.Width; at++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(words.AsSpan(2 * at), (ushort)(tag.Address + at));
        }

        return tag.Layout.Type == ProcessValueType.Float64 ? BinaryPrimitives.ReadDoubleBigEndian(words) : BinaryPrimitives.ReadUInt16BigEndian(words);
    }
}
