using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Operations of one client that are alike but for the values that they write, and what is known of these.</summary>
public sealed class ObservedFlow
{
    private readonly (Tag Tag, ValueBand Band)[] tags;
    private ValueBand unsigned = ValueBand.Empty;
    private ValueBand signed = ValueBand.Empty;

    internal ObservedFlow(IPAddress client, in Operation operation, IReadOnlyList<Tag> knownTags)
    {
        Client = client;
        Class = operation.Class;
        Function = operation.Function;
        Unit = operation.Unit;
        Space = operation.Space;
        File = operation.File;
        Address = operation.Address;
        Count = operation.Count;
        tags = [.. TagsIn(this, knownTags).Select(tag => (tag, ValueBand.Empty))];
    }

    /// <summary>The client's address.</summary>
    public IPAddress Client { get; }

    /// <summary>Class of the operations.</summary>
    public OperationClass Class { get; }

    /// <summary>Function of the operations.</summary>
    public FunctionId Function { get; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; }

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space { get; }

    /// <summary>File number of file records; otherwise 0.</summary>
    public int File { get; }

    /// <summary>First zero-based address of the whole request.</summary>
    public int Address { get; }

    /// <summary>Number of registers, bits or records of the whole request; 0 for functions without addresses.</summary>
    public int Count { get; }

    /// <summary>How often it was seen.</summary>
    public long Times { get; private set; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>True when it has addresses.</summary>
    public bool HasAddresses => Space != RegisterSpace.None && Count > 0;

    /// <summary>Its addresses; only meaningful when it has any.</summary>
    public AddressRange Range => new(Address, Address + Count - 1);

    /// <summary>True when it writes one whole register, so that the register's word is a value of its own.</summary>
    public bool WritesOneWord => Class == OperationClass.Write && Space == RegisterSpace.HoldingRegister && Count == 1
        && unsigned != ValueBand.Empty;

    /// <summary>True when it writes by masks, of which the value that results is not known.</summary>
    public bool IsMask { get; private set; }

    /// <summary>The words that it wrote to one register, read without sign.</summary>
    internal ValueBand UnsignedWords => unsigned;

    /// <summary>The same words read with sign.</summary>
    internal ValueBand SignedWords => signed;

    /// <summary>Values of the tags that lie wholly in what it writes.</summary>
    internal IReadOnlyList<(Tag Tag, ValueBand Band)> TagValues => tags;

    internal void Add(in Operation operation, long times, DateTimeOffset first, DateTimeOffset last)
    {
        Times += times;
        FirstSeen = first < FirstSeen ? first : FirstSeen;
        LastSeen = last > LastSeen ? last : LastSeen;
        IsMask |= operation.IsMask;
        if (operation.Data.IsEmpty || Class != OperationClass.Write)
        {
            return;
        }

        if (Space == RegisterSpace.HoldingRegister && Count == 1 && operation.Data.Length >= sizeof(ushort))
        {
            unsigned = unsigned.With(BinaryPrimitives.ReadUInt16BigEndian(operation.Data));
            signed = signed.With(BinaryPrimitives.ReadInt16BigEndian(operation.Data));
        }

        for (int at = 0; at < tags.Length; at++)
        {
            Tag tag = tags[at].Tag;
            string? value = ValueText.Of(operation, tag.Address, tag.Layout);
            tags[at].Band = value is null
                ? ValueBand.Boundless
                : tags[at].Band.With(double.Parse(value, CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<Tag> TagsIn(ObservedFlow flow, IReadOnlyList<Tag> known) =>
        flow is { Class: OperationClass.Write, HasAddresses: true }
            ? known.Where(tag => tag.Unit == flow.Unit && tag.Space == flow.Space
                && flow.Range.Contains(new AddressRange(tag.Address, tag.Address + tag.Layout.Width - 1)))
            : [];
}
