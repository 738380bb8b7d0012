using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Host.Tags;

/// <summary>One read request of a device, for one or several tags.</summary>
/// <param name="Range">The words or bits, all of them wanted by some tag.</param>
/// <param name="Tags">The tags, all of one unit and space.</param>
internal sealed record TagRead(AddressRange Range, IReadOnlyList<Tag> Tags)
{
    private const int WordsMax = 125;
    private const int BitsMax = 2000;

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit => Tags[0].Unit;

    /// <summary>Function code, 1 to 4.</summary>
    public byte Function => Tags[0].Space switch
    {
        RegisterSpace.Coil => FunctionCode.ReadCoils,
        RegisterSpace.DiscreteInput => FunctionCode.ReadDiscreteInputs,
        RegisterSpace.InputRegister => FunctionCode.ReadInputRegisters,
        _ => FunctionCode.ReadHoldingRegisters,
    };

    /// <summary>Words or bits.</summary>
    public int Count => Range.Last - Range.First + 1;

    /// <summary>
    /// The fewest requests that read the tags without touching an address that none of them has: a device may refuse a whole
    /// request for one address that it does not know.
    /// </summary>
    /// <param name="tags">The tags.</param>
    /// <param name="isAlone">True for a tag that must be read by itself.</param>
    public static IReadOnlyList<TagRead> Of(IEnumerable<Tag> tags, Func<Tag, bool> isAlone)
    {
        var reads = new List<TagRead>();
        foreach (Tag tag in tags.OrderBy(tag => (isAlone(tag), tag.Unit, tag.Space, tag.Address)))
        {
            var range = new AddressRange(tag.Address, tag.Address + tag.Layout.Width - 1);
            if (reads.Count > 0 && !isAlone(tag) && reads[^1].TryJoin(tag, range) is { } joined)
            {
                reads[^1] = joined;
            }
            else
            {
                reads.Add(new TagRead(range, [tag]));
            }
        }

        return reads;
    }

    /// <summary>The reading of a tag in what the device has answered.</summary>
    /// <param name="tag">One of its tags.</param>
    /// <param name="answer">Registers big-endian, or packed bits.</param>
    /// <param name="utc">When it came.</param>
    public TagReading ReadingOf(Tag tag, ReadOnlySpan<byte> answer, DateTimeOffset utc)
    {
        int offset = tag.Address - Range.First;
        return IsBits(tag)
            ? TagReading.Of([(byte)((answer[offset / 8] >> (offset % 8)) & 1)], tag.Layout, utc)
            : TagReading.Of(answer.Slice(2 * offset, 2 * tag.Layout.Width), tag.Layout, utc);
    }

    private TagRead? TryJoin(Tag tag, AddressRange range)
    {
        bool isNeighbour = tag.Unit == Unit && tag.Space == Tags[0].Space && range.First <= Range.Last + 1;
        var both = new AddressRange(Range.First, Math.Max(Range.Last, range.Last));
        return isNeighbour && both.Last - both.First < (IsBits(tag) ? BitsMax : WordsMax) ? new TagRead(both, [.. Tags, tag]) : null;
    }

    private static bool IsBits(Tag tag) => tag.Space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;
}
