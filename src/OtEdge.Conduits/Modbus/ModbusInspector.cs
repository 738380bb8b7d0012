using System.Buffers.Binary;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>Turns a checked Modbus request into what it asks the device to do, without allocating.</summary>
internal static class ModbusInspector
{
    /// <summary>Most operations of one request: a file read of 245 bytes names groups of 7.</summary>
    public const int OperationsMax = 35;

    // One more than there are: whatever a pin says of the function is touched, and no rule can allow it.
    private const int MoreThanAllAddresses = 65537;

    /// <summary>The one operation of a request that neither reads and writes at once nor names file records.</summary>
    public static Operation Only(in ModbusRequest request) =>
        Make(request, ClassOf(request.Class), request.Write.IsEmpty ? request.Read : request.Write, request.WriteData);

    /// <summary>What function 23 reads.</summary>
    public static Operation ReadPart(in ModbusRequest request) =>
        Make(request, OperationClass.Read, request.Read, default);

    /// <summary>What function 23 writes; the device does this first (V1.1b3 cl. 6.17).</summary>
    public static Operation WritePart(in ModbusRequest request) =>
        Make(request, OperationClass.Write, request.Write, request.WriteData);

    /// <summary>One group of file records of functions 20 and 21.</summary>
    public static Operation RecordPart(in ModbusRequest request, in FileRecord record) => new()
    {
        Class = ClassOf(request.Class),
        Function = new FunctionId(request.Function, request.Sub),
        Unit = request.Unit,
        Space = RegisterSpace.FileRecord,
        File = record.File,
        Address = record.Record,
        Count = record.Count,
        Data = record.Data,
    };

    /// <summary>Bytes that are no valid request, whole frame or not.</summary>
    public static Operation Malformed(ReadOnlySpan<byte> bytes)
    {
        AduHeader header = bytes.Length >= Mbap.AduBytesMin ? AduHeader.Of(bytes) : default;
        return new Operation
        {
            Class = OperationClass.Malformed,
            Function = new FunctionId(header.Function),
            Unit = header.Unit,
            Data = bytes,
        };
    }

    /// <summary>The most that a frame could do that is no valid request: its function on every address.</summary>
    public static Operation Widest(ReadOnlySpan<byte> adu)
    {
        AduHeader header = AduHeader.Of(adu);
        RegisterSpace space = SpaceOf(ModbusFunctions.SpaceOf(header.Function));
        return new Operation
        {
            Class = ClassOf(ModbusFunctions.ClassOf(header.Function)),
            Function = new FunctionId(header.Function, SubOf(adu[Mbap.HeaderBytes..])),
            Unit = header.Unit,
            Space = space,
            Count = space is RegisterSpace.None or RegisterSpace.FileRecord ? 0 : MoreThanAllAddresses,
        };
    }

    /// <summary>The same space in the words of policies.</summary>
    public static RegisterSpace SpaceOf(ModbusSpace space) => (RegisterSpace)(int)space;

    private static int SubOf(ReadOnlySpan<byte> pdu) => pdu[0] switch
    {
        FunctionCode.Diagnostics when pdu.Length >= 3 => BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]),
        FunctionCode.EncapsulatedInterfaceTransport when pdu.Length >= 2 => pdu[1],
        FunctionCode.Umas when pdu.Length >= 3 => pdu[2],
        _ => -1,
    };

    private static Operation Make(
        in ModbusRequest request, OperationClass operationClass, ModbusRange range, ReadOnlySpan<byte> data) => new()
        {
            Class = operationClass,
            Function = new FunctionId(request.Function, request.Sub),
            Unit = request.Unit,
            Space = SpaceOf(range.Space),
            Address = range.Address,
            Count = range.Count,
            Data = data,
            IsMask = request.IsMask,
            AndMask = request.AndMask,
            OrMask = request.OrMask,
        };

    private static OperationClass ClassOf(FunctionClass functionClass) => functionClass switch
    {
        FunctionClass.Read => OperationClass.Read,
        FunctionClass.Write => OperationClass.Write,
        _ => OperationClass.Admin,
    };
}
