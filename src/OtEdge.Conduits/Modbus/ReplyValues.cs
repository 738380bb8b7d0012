using System.Buffers.Binary;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>What a reply tells of the values in the device; the same for live traffic and for captures.</summary>
internal static class ReplyValues
{
    /// <summary>Hands on what a reply that fits its request tells.</summary>
    /// <param name="reply">The reply; its check is <see cref="ReplyCheck.Ok"/>.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="written">What the request wrote, as on the wire; empty when it wrote nothing or that was not kept.</param>
    /// <param name="sink">Takes the values.</param>
    public static void Tell(in ModbusReply reply, in PendingRequest request, ReadOnlySpan<byte> written, IValueSink sink)
    {
        if (request.Function == FunctionCode.MaskWriteRegister)
        {
            // A reply that fits repeats its request (V1.1b3 cl. 6.16): function, address, AND mask, OR mask.
            sink.LearnMask(
                request.Unit,
                request.Write.Address,
                BinaryPrimitives.ReadUInt16BigEndian(reply.Pdu[3..]),
                BinaryPrimitives.ReadUInt16BigEndian(reply.Pdu[5..]));
        }
        else if (!written.IsEmpty)
        {
            sink.Learn(request.Unit, RangeOf(request.Write), written);
        }

        // What function 24 reads lies in a queue, not at addresses.
        if (!request.Read.IsEmpty && request.Function != FunctionCode.ReadFifoQueue)
        {
            sink.Learn(request.Unit, RangeOf(request.Read), reply.ReadData);
        }
    }

    private static SpaceRange RangeOf(ModbusRange range) =>
        new(ModbusInspector.SpaceOf(range.Space), new AddressRange(range.Address, range.Last));
}
