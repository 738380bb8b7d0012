namespace OtEdge.Modbus;

/// <summary>One group of records that a file request names (cl. 6.14 and 6.15).</summary>
public readonly ref struct FileRecord
{
    internal FileRecord(int file, int record, int count, ReadOnlySpan<byte> data)
    {
        File = file;
        Record = record;
        Count = count;
        Data = data;
    }

    /// <summary>File number, 1 to 65535.</summary>
    public int File { get; }

    /// <summary>First record, 0 to 9999.</summary>
    public int Record { get; }

    /// <summary>Number of records (16-bit words), at least 1.</summary>
    public int Count { get; }

    /// <summary>Written words, big-endian; empty for a read.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
