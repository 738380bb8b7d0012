using System.Buffers.Binary;
using OtEdge.Modbus;

namespace OtEdge.Plant.Clients;

/// <summary>What came of a request.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Code">The exception code; 0 when it is none.</param>
/// <param name="Data">What was read: registers big-endian, or packed bits; empty otherwise.</param>
public readonly record struct ModbusAnswer(AnswerKind Kind, byte Code, ReadOnlyMemory<byte> Data)
{
    /// <summary>True when the request was done.</summary>
    public bool IsDone => Kind == AnswerKind.Done;

    /// <summary>The registers read.</summary>
    public ushort[] Words()
    {
        ReadOnlySpan<byte> data = Data.Span;
        ushort[] words = new ushort[data.Length / 2];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt16BigEndian(data[(i * 2)..]);
        }

        return words;
    }

    /// <summary>One of the bits read.</summary>
    /// <param name="index">From 0.</param>
    public bool Bit(int index) => PackedBits.Get(Data.Span, index);

    /// <summary>For people: "done", "refused with exception 0x01", "no answer", ...</summary>
    public override string ToString() => Kind switch
    {
        AnswerKind.Done => "done",
        AnswerKind.Exception => $"refused with exception 0x{Code:X2}",
        AnswerKind.TimedOut => "no answer",
        AnswerKind.Closed => "the connection was closed",
        AnswerKind.Unreachable => "nobody could be reached",
        _ => "an answer that does not fit",
    };
}
