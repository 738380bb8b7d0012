using System.Buffers.Binary;
using System.Text;
using OtEdge.Modbus;

namespace OtEdge.Plant.Devices;

/// <summary>Does what requests ask of a memory (Modbus application protocol V1.1b3 cl. 6) and writes the replies.</summary>
internal sealed class RequestExecutor
{
    private const byte ConformityBasic = 0x81;
    private const byte OwnUnit = 1;

    // What the vendor function answers (cl. 6.19 leaves 90 to the vendor): "done", and the name of the program.
    private const byte VendorDone = 0xFE;

    private readonly RegisterImage image;
    private readonly byte[] identification;
    private readonly byte[] programName;
    private long requests;
    private long exceptions;

    internal RequestExecutor(string name, RegisterImage image)
    {
        this.image = image;
        identification = [.. Object(0, "OtEdge"), .. Object(1, name), .. Object(2, "1.0")];
        programName = Encoding.ASCII.GetBytes(name);
    }

    /// <summary>Requests executed.</summary>
    internal long Requests => Interlocked.Read(ref requests);

    /// <summary>Exceptions answered.</summary>
    internal long Exceptions => Interlocked.Read(ref exceptions);

    /// <summary>True for the units that a PLC without slaves answers for.</summary>
    internal static bool IsOwn(byte unit) => unit is OwnUnit or Mbap.UnitZero or Mbap.UnitOfDirectDevice;

    /// <summary>Executes one ADU.</summary>
    /// <param name="adu">As framing gives it.</param>
    /// <param name="reply">Where the reply goes, at least <see cref="Mbap.AduBytesMax"/> bytes.</param>
    /// <param name="restart">True when the request asked to restart communications.</param>
    /// <returns>Bytes of the reply; 0 when there is none.</returns>
    internal int Execute(ReadOnlySpan<byte> adu, Span<byte> reply, out bool restart)
    {
        Interlocked.Increment(ref requests);
        restart = false;
        AduHeader header = AduHeader.Of(adu);
        ReplyWriter writer = new(reply, header.TransactionId, header.Unit);
        if (!ModbusRequest.TryParse(adu, out ModbusRequest request, out WireFault fault))
        {
            bool unknown = fault.Kind is WireFaultKind.FunctionCode or WireFaultKind.DiagnosticCode;
            return Refuse(writer, header.Function, unknown ? ExceptionCode.IllegalFunction : ExceptionCode.IllegalDataValue);
        }

        if (!IsOwn(header.Unit))
        {
            return Refuse(writer, header.Function, ExceptionCode.GatewayTargetFailedToRespond);
        }

        restart = request.Function == FunctionCode.Diagnostics && request.Sub == DiagnosticCode.RestartCommunications;
        return request.Function switch
        {
            FunctionCode.Diagnostics => Diagnose(request, writer),
            FunctionCode.EncapsulatedInterfaceTransport when request.Sub == MeiType.ReadDeviceIdentification =>
                writer.DeviceIdentification(request.Pdu[2], ConformityBasic, 3, identification),
            FunctionCode.Umas when request.Pdu.Length > 2 =>
                writer.Opaque(FunctionCode.Umas, [request.Pdu[1], VendorDone, .. programName]),
            _ when request.Read.IsEmpty && request.Write.IsEmpty => Refuse(writer, request.Function, ExceptionCode.IllegalFunction),
            FunctionCode.ReadFifoQueue => Refuse(writer, request.Function, ExceptionCode.IllegalFunction),
            _ => Access(request, writer),
        };
    }

    private int Refuse(ReplyWriter writer, byte function, byte code)
    {
        Interlocked.Increment(ref exceptions);
        return writer.Exception(function, code);
    }

    private int Diagnose(in ModbusRequest request, ReplyWriter writer) => request.Sub switch
    {
        DiagnosticCode.ReturnQueryData or DiagnosticCode.RestartCommunications or DiagnosticCode.ClearCounters =>
            writer.Opaque(request.Function, request.Pdu[1..]),
        DiagnosticCode.ReturnDiagnosticRegister or DiagnosticCode.ReturnBusCommunicationErrorCount =>
            writer.Diagnostics(request.Sub, 0),
        DiagnosticCode.ReturnBusMessageCount or DiagnosticCode.ReturnServerMessageCount =>
            writer.Diagnostics(request.Sub, unchecked((ushort)Requests)),
        DiagnosticCode.ReturnBusExceptionErrorCount => writer.Diagnostics(request.Sub, unchecked((ushort)Exceptions)),
        _ => Refuse(writer, request.Function, ExceptionCode.IllegalFunction),
    };

    private int Access(in ModbusRequest request, ReplyWriter writer)
    {
        lock (image.Gate)
        {
            if (!Has(request.Read) || !Has(request.Write))
            {
                return Refuse(writer, request.Function, ExceptionCode.IllegalDataAddress);
            }

            // Function 23 writes first (cl. 6.17).
            Write(request);
            return request.Read.IsEmpty ? writer.WriteDone(request) : Read(request, writer);
        }
    }

    private bool Has(ModbusRange range) => range.IsEmpty || range.Last < range.Space switch
    {
        ModbusSpace.Coil => image.Coils.Length,
        ModbusSpace.DiscreteInput => image.DiscreteInputs.Length,
        ModbusSpace.HoldingRegister => image.HoldingRegisters.Length,
        ModbusSpace.InputRegister => image.InputRegisters.Length,
        _ => 0,
    };

    private void Write(in ModbusRequest request)
    {
        ModbusRange range = request.Write;
        if (request.IsMask)
        {
            ref ushort word = ref image.HoldingRegisters[range.Address];
            word = (ushort)((word & request.AndMask) | (request.OrMask & ~request.AndMask));
            return;
        }

        ReadOnlySpan<byte> data = request.WriteData;
        for (int i = 0; i < range.Count; i++)
        {
            if (range.Space == ModbusSpace.Coil)
            {
                image.Coils[range.Address + i] = PackedBits.Get(data, i);
            }
            else
            {
                image.HoldingRegisters[range.Address + i] = BinaryPrimitives.ReadUInt16BigEndian(data[(i * 2)..]);
            }
        }
    }

    private int Read(in ModbusRequest request, ReplyWriter writer)
    {
        ModbusRange range = request.Read;
        return range.Space switch
        {
            ModbusSpace.Coil => Bits(request, writer, image.Coils.Slice(range.Address, range.Count)),
            ModbusSpace.DiscreteInput => Bits(request, writer, image.DiscreteInputs.Slice(range.Address, range.Count)),
            ModbusSpace.HoldingRegister =>
                writer.Registers(request.Function, image.HoldingRegisters.Slice(range.Address, range.Count)),
            _ => writer.Registers(request.Function, image.InputRegisters.Slice(range.Address, range.Count)),
        };
    }

    private static int Bits(in ModbusRequest request, ReplyWriter writer, ReadOnlySpan<bool> bits)
    {
        Span<byte> packed = stackalloc byte[PackedBits.BytesFor(bits.Length)];
        packed.Clear();
        for (int i = 0; i < bits.Length; i++)
        {
            PackedBits.Set(packed, i, bits[i]);
        }

        return writer.Counted(request.Function, packed);
    }

    private static byte[] Object(byte id, string text) => [id, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
