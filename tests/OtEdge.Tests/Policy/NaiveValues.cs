using OtEdge.Core.Policy;

namespace OtEdge.Tests.Policy;

/// <summary>Values as their specification says: bytes put in order by hand, limits compared as decimal numbers.</summary>
internal sealed class NaiveValues
{
    private readonly Dictionary<(byte Unit, RegisterSpace Space, int Address), ushort> known = [];

    public void Learn(byte unit, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data)
    {
        for (int i = 0; i < count; i++)
        {
            known[(unit, space, address + i)] = space is RegisterSpace.Coil or RegisterSpace.DiscreteInput
                ? (ushort)(data[i / 8] >> (i % 8) & 1)
                : (ushort)((data[2 * i] * 256) + data[(2 * i) + 1]);
        }
    }

    public DecisionReason Judge(Rule rule, in Operation operation, int first, int last, out bool stepUnknown)
    {
        stepUnknown = false;
        if (operation.Class == OperationClass.Read)
        {
            return DecisionReason.Allowed;
        }

        bool torn = false, outside = false, tooFar = false;
        foreach (ValueLimit limit in rule.Values)
        {
            int end = limit.Address + limit.Layout.Width - 1;
            if (limit.Space != operation.Space || end < first || limit.Address > last)
            {
                continue;
            }

            if (limit.Address < first || end > last)
            {
                torn = true;
                continue;
            }

            DecisionReason reason = operation.IsMask
                ? JudgeMask(limit, operation, out bool unknown)
                : JudgeValue(limit, operation, out unknown);
            outside |= reason == DecisionReason.Value;
            tooFar |= reason == DecisionReason.Step;
            stepUnknown |= unknown;
        }

        return torn ? DecisionReason.TornValue
            : outside ? DecisionReason.Value
            : tooFar ? DecisionReason.Step
            : DecisionReason.Allowed;
    }

    private static byte[] InOrder(byte[] wire, WordOrder order)
    {
        byte[] bytes = [.. wire];
        if (order is WordOrder.BADC or WordOrder.DCBA)
        {
            for (int i = 0; i < bytes.Length; i += 2)
            {
                (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
            }
        }

        return order is WordOrder.CDAB or WordOrder.DCBA
            ? [.. bytes.Chunk(2).Reverse().SelectMany(word => word)]
            : bytes;
    }

    // The number that big-endian bytes make: a decimal for integers, a double for floats.
    private static object Number(byte[] bigEndian, ValueLayout layout)
    {
        byte[] little = [.. Enumerable.Reverse(bigEndian)];
        decimal scale = (decimal)layout.Scale, offset = (decimal)layout.Offset;
        return layout.Type switch
        {
            ProcessValueType.Bit => (bigEndian[0] * scale) + offset,
            ProcessValueType.UInt16 => (BitConverter.ToUInt16(little) * scale) + offset,
            ProcessValueType.Int16 => (BitConverter.ToInt16(little) * scale) + offset,
            ProcessValueType.UInt32 => (BitConverter.ToUInt32(little) * scale) + offset,
            ProcessValueType.Int32 => (BitConverter.ToInt32(little) * scale) + offset,
            ProcessValueType.UInt64 => (BitConverter.ToUInt64(little) * scale) + offset,
            ProcessValueType.Int64 => (BitConverter.ToInt64(little) * scale) + offset,
            ProcessValueType.Float32 => (BitConverter.ToSingle(little) * layout.Scale) + layout.Offset,
            _ => (object)((BitConverter.ToDouble(little) * layout.Scale) + layout.Offset),
        };
    }

    private static bool IsWithin(object number, ValueLimit limit) => number is double real
        ? double.IsFinite(real) && (limit.Min is null || real >= limit.Min) && (limit.Max is null || real <= limit.Max)
        : (limit.Min is null || (decimal)number >= (decimal)limit.Min) && (limit.Max is null || (decimal)number <= (decimal)limit.Max);

    private DecisionReason JudgeValue(ValueLimit limit, in Operation operation, out bool unknown)
    {
        int offset = limit.Address - operation.Address;
        byte[] bytes = limit.Layout.Type == ProcessValueType.Bit
            ? [(byte)(operation.Data[offset / 8] >> (offset % 8) & 1)]
            : InOrder(operation.Data.Slice(2 * offset, 2 * limit.Layout.Width).ToArray(), limit.Layout.Order);
        object number = Number(bytes, limit.Layout);
        unknown = false;
        return IsWithin(number, limit) ? JudgeStep([number], limit, operation.Unit, out unknown) : DecisionReason.Value;
    }

    private DecisionReason JudgeMask(ValueLimit limit, in Operation operation, out bool unknown)
    {
        unknown = false;
        if (limit.Layout.Type != ProcessValueType.UInt16 && operation.AndMask != 0)
        {
            return DecisionReason.Value;
        }

        // Every result that some present value may lead to, bit by bit.
        bool swap = limit.Layout.Order is WordOrder.BADC or WordOrder.DCBA;
        ushort low = 0, high = 0;
        for (int bit = 0; bit < 16; bit++)
        {
            int at = swap ? (bit + 8) % 16 : bit;
            bool keeps = (operation.AndMask >> bit & 1) == 1, sets = !keeps && (operation.OrMask >> bit & 1) == 1;
            low |= (ushort)(sets ? 1 << at : 0);
            high |= (ushort)(sets || keeps ? 1 << at : 0);
        }

        object[] numbers =
        [
            Number([(byte)(low >> 8), (byte)(low & 255)], limit.Layout),
            Number([(byte)(high >> 8), (byte)(high & 255)], limit.Layout),
        ];
        return numbers.All(number => IsWithin(number, limit))
            ? JudgeStep(numbers, limit, operation.Unit, out unknown)
            : DecisionReason.Value;
    }

    private DecisionReason JudgeStep(object[] numbers, ValueLimit limit, byte unit, out bool unknown)
    {
        unknown = false;
        if (limit.MaxStep is null)
        {
            return DecisionReason.Allowed;
        }

        var wire = new List<byte>();
        for (int i = 0; i < limit.Layout.Width; i++)
        {
            if (!known.TryGetValue((unit, limit.Space, limit.Address + i), out ushort word))
            {
                unknown = true;
                return DecisionReason.Allowed;
            }

            wire.AddRange([(byte)(word >> 8), (byte)(word & 255)]);
        }

        object last = limit.Layout.Type == ProcessValueType.Bit
            ? Number([wire[1]], limit.Layout)
            : Number(InOrder([.. wire], limit.Layout.Order), limit.Layout);
        if (last is double lastReal)
        {
            unknown = !double.IsFinite(lastReal);
            return unknown || numbers.All(number => Math.Abs((double)number - lastReal) <= limit.MaxStep)
                ? DecisionReason.Allowed
                : DecisionReason.Step;
        }

        return numbers.All(number => Math.Abs((decimal)number - (decimal)last) <= (decimal)limit.MaxStep)
            ? DecisionReason.Allowed
            : DecisionReason.Step;
    }
}
