using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>Finds ADUs in a stream of bytes (Modbus messaging on TCP/IP V1.0b cl. 3.1.3).</summary>
public static class ModbusFraming
{
    /// <summary>
    /// Looks for one ADU at the start of <paramref name="bytes"/>. A header that can never become an ADU is a fault at once,
    /// without waiting for its body.
    /// </summary>
    /// <param name="bytes">What has come and has not been framed yet.</param>
    /// <param name="aduBytesMax">Longest ADU, 260 to 1100; only function 90 may pass 260.</param>
    /// <param name="aduBytes">With <see cref="FrameStatus.Done"/> the bytes of the ADU; with
    /// <see cref="FrameStatus.NeedMore"/> how many it needs as far as is known.</param>
    /// <param name="fault">With <see cref="FrameStatus.Fault"/> what is wrong.</param>
    /// <returns>Whether there is a whole ADU.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="aduBytesMax"/> is outside 260 to 1100.</exception>
    public static FrameStatus TryRead(ReadOnlySpan<byte> bytes, int aduBytesMax, out int aduBytes, out WireFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aduBytesMax, Mbap.AduBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(aduBytesMax, Mbap.AduBytesLimit);
        fault = default;
        if (bytes.Length < Mbap.BytesBeforeLengthCounts)
        {
            aduBytes = Mbap.AduBytesMin;
            return FrameStatus.NeedMore;
        }

        int protocolId = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        aduBytes = Mbap.BytesBeforeLengthCounts + length;
        if (protocolId != 0)
        {
            fault = new WireFault(WireFaultKind.ProtocolId, 0, protocolId);
        }
        else if (aduBytes < Mbap.AduBytesMin)
        {
            fault = new WireFault(WireFaultKind.LengthTooShort, -1, length);
        }
        else if (aduBytes > aduBytesMax || (aduBytes > Mbap.AduBytesMax && IsOtherThanUmas(bytes)))
        {
            fault = new WireFault(WireFaultKind.LengthTooLong, -1, length);
        }
        else
        {
            return bytes.Length >= aduBytes ? FrameStatus.Done : FrameStatus.NeedMore;
        }

        aduBytes = 0;
        return FrameStatus.Fault;
    }

    // The exception bit is ignored: a long reply to function 90 must not be cut off by its own first byte.
    private static bool IsOtherThanUmas(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Mbap.HeaderBytes
        && (bytes[Mbap.HeaderBytes] & ~FunctionCode.ExceptionBit) != FunctionCode.Umas;
}
