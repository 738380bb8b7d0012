using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>What makes operations of one conduit alike, packed into 16 bytes: who does what, and where.</summary>
/// <param name="Deed">Client, class, function, unit and space.</param>
/// <param name="Place">Address, count and file.</param>
public readonly record struct FlowKey(ulong Deed, ulong Place)
{
    /// <summary>The number that stands for every client beyond those that are told apart.</summary>
    public const int OtherClients = 4095;

    private const int ClassAt = 12;
    private const int SpaceAt = 16;
    private const int FunctionAt = 20;
    private const int UnitAt = 28;
    private const int SubAt = 36;
    private const int CountAt = 16;
    private const int FileAt = 33;

    // No key is zero, so that an empty cell of a table needs no mark.
    private const ulong Mark = 1UL << 63;

    /// <summary>The key of an operation.</summary>
    /// <param name="client">Number of the client, 0 to <see cref="OtherClients"/>.</param>
    /// <param name="operation">The whole operation.</param>
    public static FlowKey Of(int client, in Operation operation) => unchecked(new FlowKey(
        Mark
            | Bits(client, 12)
            | (Bits((int)operation.Class, 4) << ClassAt)
            | (Bits((int)operation.Space, 4) << SpaceAt)
            | ((ulong)operation.Function.Code << FunctionAt)
            | ((ulong)operation.Unit << UnitAt)
            | (Bits(operation.Function.Sub + 1, 17) << SubAt),
        Bits(operation.Address, 16)
            | (Bits(operation.Count, 17) << CountAt)
            | (Bits(operation.File, 16) << FileAt)));

    /// <summary>The key of an OPC UA operation.</summary>
    /// <param name="operationClass">Its class.</param>
    /// <param name="deed">The number that <see cref="NodeDeeds"/> gave it.</param>
    public static FlowKey OfDeed(OperationClass operationClass, long deed) => unchecked(new FlowKey(
        Mark | Bits(OtherClients, 12) | (Bits((int)operationClass, 4) << ClassAt), (ulong)deed));

    /// <summary>Number of the client, 0 to <see cref="OtherClients"/>.</summary>
    public int Client => Take(Deed, 0, 12);

    /// <summary>Class of the operation.</summary>
    public OperationClass Class => (OperationClass)Take(Deed, ClassAt, 4);

    /// <summary>Function of the operation.</summary>
    public FunctionId Function => new((byte)Take(Deed, FunctionAt, 8), Take(Deed, SubAt, 17) - 1);

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit => (byte)Take(Deed, UnitAt, 8);

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space => (RegisterSpace)Take(Deed, SpaceAt, 4);

    /// <summary>First zero-based address.</summary>
    public int Address => Take(Place, 0, 16);

    /// <summary>Number of registers, bits or records.</summary>
    public int Count => Take(Place, CountAt, 17);

    /// <summary>File number, or 0.</summary>
    public int File => Take(Place, FileAt, 16);

    /// <summary>A number that spreads keys over a table.</summary>
    /// <param name="seed">Unknown to peers, so that they cannot choose keys that meet.</param>
    public ulong Spread(ulong seed)
    {
        unchecked
        {
            ulong high = Math.BigMul(Deed ^ seed, 0x9E37_79B9_7F4A_7C15, out ulong low);
            high = Math.BigMul(Place ^ high ^ low, 0xD6E8_FEB8_6659_FD93 ^ seed, out low);
            return high ^ low;
        }
    }

    private static ulong Bits(int value, int width) => unchecked((uint)value) & ((1UL << width) - 1);

    private static int Take(ulong word, int at, int width) => (int)((word >> at) & ((1UL << width) - 1));
}
