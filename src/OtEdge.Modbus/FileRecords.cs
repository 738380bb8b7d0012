using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>The groups of records that a checked file request names; enumerated without allocation.</summary>
public ref struct FileRecords
{
    /// <summary>Bytes of a group before its data: reference type 1, file 2, record 2, count 2.</summary>
    internal const int GroupBytes = 7;

    private readonly bool hasData;
    private ReadOnlySpan<byte> rest;

    internal FileRecords(ReadOnlySpan<byte> groups, bool hasData)
    {
        rest = groups;
        this.hasData = hasData;
    }

    /// <summary>The group that <see cref="MoveNext"/> went to.</summary>
    public FileRecord Current { get; private set; }

    /// <summary>This, for <c>foreach</c>.</summary>
    public readonly FileRecords GetEnumerator() => this;

    /// <summary>Goes to the next group; false when there is none.</summary>
    public bool MoveNext()
    {
        if (rest.Length < GroupBytes)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(rest[5..]);
        int dataBytes = hasData ? count * 2 : 0;
        Current = new FileRecord(
            BinaryPrimitives.ReadUInt16BigEndian(rest[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(rest[3..]),
            count,
            rest.Slice(GroupBytes, dataBytes));
        rest = rest[(GroupBytes + dataBytes)..];
        return true;
    }
}
