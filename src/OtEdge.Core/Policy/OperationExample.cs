using System.Net;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy;

/// <summary>One operation written down by a person: in a policy's tests, in `essential`, on the command line.</summary>
public sealed record OperationExample
{
    /// <summary>Address of the client; null: a client that no asset declares.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>Modbus unit identifier. Default 1.</summary>
    public byte Unit { get; init; } = 1;

    /// <summary>Class of the operation.</summary>
    public OperationClass Class { get; init; }

    /// <summary>The function it uses.</summary>
    public FunctionId Function { get; init; }

    /// <summary>Space of its addresses.</summary>
    public RegisterSpace Space { get; init; }

    /// <summary>File number for <see cref="RegisterSpace.FileRecord"/>; otherwise 0.</summary>
    public int File { get; init; }

    /// <summary>First zero-based address.</summary>
    public int Address { get; init; }

    /// <summary>Number of registers, bits or records.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Written data as on the wire (registers big-endian, bits packed from the least significant); empty for reads.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>AND mask of a mask write (FC22); null: no mask write.</summary>
    public ushort? AndMask { get; init; }

    /// <summary>OR mask of a mask write; otherwise 0.</summary>
    public ushort OrMask { get; init; }

    /// <summary>An OPC UA operation, which then says all but <see cref="Client"/>; null: a Modbus one.</summary>
    public NodeExample? Node { get; init; }

    /// <summary>The text as the person wrote it.</summary>
    public string Text { get; init; } = "";

    /// <summary>The operation as it is judged; writes carry <see cref="Data"/>.</summary>
    public Operation ToOperation() => new()
    {
        Class = Class,
        Function = Function,
        Unit = Unit,
        Space = Space,
        File = File,
        Address = Address,
        Count = Space == RegisterSpace.None ? 0 : Count,
        Data = Data.Span,
        IsMask = AndMask is not null,
        AndMask = AndMask ?? 0,
        OrMask = OrMask,
    };
}
