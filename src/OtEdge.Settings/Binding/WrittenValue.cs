using System.Buffers.Binary;
using System.Globalization;
using OtEdge.Core.Policy;
using OtEdge.Settings.Shapes;

namespace OtEdge.Settings.Binding;

/// <summary>Encodes the values of a written-down write as they stand on the wire.</summary>
internal static class WrittenValue
{
    /// <summary>Encodes; without any value coils are written on and registers 0.</summary>
    public static bool TryEncode(OperationDraft draft, ValueLayout? tagLayout, ref int count, out byte[] data, out string problem)
    {
        problem = "";
        if (draft.Space == RegisterSpace.Coil)
        {
            return TryEncodeCoils(draft, ref count, out data, out problem);
        }

        ValueLayout? layout = tagLayout ?? (draft.Type is { } type ? new ValueLayout(type, draft.Order ?? WordOrder.ABCD) : null);
        if (draft.Values.Count == 0)
        {
            data = new byte[Math.Clamp(count, 0, 1968) * 2];
            return true;
        }

        layout ??= new ValueLayout(ProcessValueType.UInt16);
        var bytes = new List<byte>();
        foreach (string value in draft.Values)
        {
            if (!TryEncode(value, layout, bytes, out problem))
            {
                data = [];
                return false;
            }
        }

        int written = bytes.Count / 2;
        if ((draft.Count ?? written) != written || (draft.Range.First != draft.Range.Last && draft.Range.Last - draft.Range.First + 1 != written))
        {
            data = [];
            problem = $"the values fill {written} register{(written == 1 ? "" : "s")}, not {draft.Count ?? (draft.Range.Last - draft.Range.First + 1)}";
            return false;
        }

        count = written;
        data = [.. bytes];
        return true;
    }

    private static bool TryEncodeCoils(OperationDraft draft, ref int count, out byte[] data, out string problem)
    {
        problem = "";
        data = [];
        string[] values = draft.Values.Count > 0 ? [.. draft.Values] : [.. Enumerable.Repeat("on", Math.Clamp(count, 0, 1968))];
        var packed = new byte[(values.Length + 7) / 8];
        for (int at = 0; at < values.Length; at++)
        {
            bool? bit = values[at] switch
            {
                "on" or "true" or "1" => true,
                "off" or "false" or "0" => false,
                _ => null,
            };
            if (bit is null)
            {
                problem = $"expected on or off for a coil, but found {Quote.Words(values[at])}";
                return false;
            }

            packed[at / 8] |= (byte)(bit.Value ? 1 << (at % 8) : 0);
        }

        if (draft.Values.Count > 0 && (draft.Count ?? values.Length) != values.Length)
        {
            problem = $"there are {values.Length} values for {draft.Count} coils";
            return false;
        }

        count = values.Length;
        data = packed;
        return true;
    }

    private static bool TryEncode(string text, ValueLayout layout, List<byte> bytes, out string problem)
    {
        problem = $"expected a number as {ModbusScalars.Word(layout.Type)}, but found {Quote.Words(text)}";
        if (!Scalars.TryNumber(text, out double engineering))
        {
            return false;
        }

        Span<byte> raw = stackalloc byte[layout.Width * 2];
        if (layout.Type is ProcessValueType.Float32 or ProcessValueType.Float64)
        {
            double number = (engineering - layout.Offset) / layout.Scale;
            if (layout.Type == ProcessValueType.Float32)
            {
                BinaryPrimitives.WriteSingleBigEndian(raw, (float)number);
            }
            else
            {
                BinaryPrimitives.WriteDoubleBigEndian(raw, number);
            }
        }
        else if (!TryInteger(text, engineering, layout, raw, out problem))
        {
            return false;
        }

        Reorder(raw, layout.Order);
        bytes.AddRange(raw);
        return true;
    }

    private static bool TryInteger(string text, double engineering, ValueLayout layout, Span<byte> raw, out string problem)
    {
        // Without scaling the digits are taken as they stand: a double has too few for 64 bits.
        bool isPlain = layout.Scale == 1 && layout.Offset == 0;
        double scaled = Math.Round((engineering - layout.Offset) / layout.Scale);
        Int128 number = Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 digits) && isPlain
            ? digits
            : Math.Abs(scaled) < 1e30 ? (Int128)scaled : Int128.MaxValue;
        bool isSigned = layout.Type is ProcessValueType.Int16 or ProcessValueType.Int32 or ProcessValueType.Int64;
        int bits = raw.Length * 8;
        Int128 min = isSigned ? -(Int128.One << (bits - 1)) : 0;
        Int128 max = (Int128.One << (isSigned ? bits - 1 : bits)) - 1;
        problem = $"{Quote.Words(text)} does not fit {ModbusScalars.Word(layout.Type)} ({min} to {max}{(isPlain ? "" : " before scaling")})";
        if (number < min || number > max || (isPlain && engineering != Math.Truncate(engineering)))
        {
            return false;
        }

        for (int at = raw.Length - 1; at >= 0; at--)
        {
            raw[at] = (byte)(number & 0xFF);
            number >>= 8;
        }

        return true;
    }

    private static void Reorder(Span<byte> raw, WordOrder order)
    {
        bool swapsWords = order is WordOrder.CDAB or WordOrder.DCBA;
        bool swapsBytes = order is WordOrder.BADC or WordOrder.DCBA;
        if (swapsWords)
        {
            raw.Reverse();
        }

        // A reversal swaps words and bytes both, so the bytes go back unless they are meant to be swapped.
        if (swapsWords != swapsBytes)
        {
            for (int at = 0; at < raw.Length; at += 2)
            {
                raw.Slice(at, 2).Reverse();
            }
        }
    }
}
