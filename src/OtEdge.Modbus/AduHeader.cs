using System.Buffers.Binary;

namespace OtEdge.Modbus;

/// <summary>What every whole ADU says, request or reply, right or wrong.</summary>
/// <param name="TransactionId">Pairs a reply with its request.</param>
/// <param name="Unit">Unit identifier, 0 to 255.</param>
/// <param name="Function">Function code as on the wire, exception bit included.</param>
public readonly record struct AduHeader(ushort TransactionId, byte Unit, byte Function)
{
    /// <summary>True for an exception reply.</summary>
    public bool IsException => (Function & FunctionCode.ExceptionBit) != 0;

    /// <summary>The function code without the exception bit: what a reply answers.</summary>
    public byte AnsweredFunction => (byte)(Function & ~FunctionCode.ExceptionBit);

    /// <summary>Reads the header.</summary>
    /// <param name="adu">An ADU as framing gives it, of at least <see cref="Mbap.AduBytesMin"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ADU is shorter.</exception>
    public static AduHeader Of(ReadOnlySpan<byte> adu)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(adu.Length, Mbap.AduBytesMin, nameof(adu));
        return new AduHeader(BinaryPrimitives.ReadUInt16BigEndian(adu), adu[6], adu[Mbap.HeaderBytes]);
    }
}
