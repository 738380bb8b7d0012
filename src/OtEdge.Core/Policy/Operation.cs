namespace OtEdge.Core.Policy;

/// <summary>One thing that a client asks a device to do, protocol-neutral; lives on the stack while it is judged.</summary>
public readonly ref struct Operation
{
    /// <summary>What kind of thing it does.</summary>
    public OperationClass Class { get; init; }

    /// <summary>The function it uses.</summary>
    public FunctionId Function { get; init; }

    /// <summary>Modbus unit identifier, 0 to 255.</summary>
    public byte Unit { get; init; }

    /// <summary>Space of its addresses; <see cref="RegisterSpace.None"/> for functions without any.</summary>
    public RegisterSpace Space { get; init; }

    /// <summary>File number for <see cref="RegisterSpace.FileRecord"/>; otherwise 0.</summary>
    public int File { get; init; }

    /// <summary>First zero-based address.</summary>
    public int Address { get; init; }

    /// <summary>Number of registers, bits or records touched; 0 for functions without addresses.</summary>
    public int Count { get; init; }

    /// <summary>Written data as on the wire: registers big-endian, bits packed from the least significant; empty for reads and for masks.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>True for a mask write (FC22), whose result depends on the device's present value.</summary>
    public bool IsMask { get; init; }

    /// <summary>AND mask of a mask write.</summary>
    public ushort AndMask { get; init; }

    /// <summary>OR mask of a mask write.</summary>
    public ushort OrMask { get; init; }

    /// <summary>The addresses touched; only meaningful when <see cref="Count"/> is above 0.</summary>
    public AddressRange Range => new(Address, Address + Count - 1);

    /// <summary>True when its addresses exist: none at all, or a count of at least 1 within 0 to 65535.</summary>
    internal bool HasPossibleAddresses() =>
        Space == RegisterSpace.None
        || (Count > 0 && Count <= ushort.MaxValue + 1 && Address >= 0 && Address <= ushort.MaxValue + 1 - Count);

    /// <summary>True when the data is there for every register or bit that a write touches.</summary>
    internal bool HasWholeData() =>
        IsMask ? Count == 1
        : Space is RegisterSpace.Coil or RegisterSpace.DiscreteInput ? Data.Length >= (Count + 7) / 8
        : Data.Length / 2 >= Count;
}
