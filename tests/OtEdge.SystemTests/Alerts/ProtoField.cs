using System.Buffers.Binary;

namespace OtEdge.SystemTests.Alerts;

/// <summary>One field of a protobuf message, as far as OTLP needs it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">A varint or fixed number; 0 for others.</param>
/// <param name="Bytes">A string, a message or packed numbers; empty for others.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The fields of a message, in order.</summary>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return new ProtoField(number, Varint(ref message), default);
                    break;
                case 1:
                    yield return new ProtoField(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span), default);
                    message = message[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    yield return new ProtoField(number, 0, message[..length]);
                    message = message[length..];
                    break;
                case 5:
                    yield return new ProtoField(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span), default);
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7} is not of protobuf 3");
            }
        }
    }

    /// <summary>The fields of the messages in a field of a message.</summary>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message, params int[] path) =>
        path.Aggregate(Enumerable.Repeat(message, 1), (messages, number) => messages.SelectMany(Of).Where(field => field.Number == number).Select(field => field.Bytes))
            .SelectMany(Of);

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message.Span[0];
            message = message[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
