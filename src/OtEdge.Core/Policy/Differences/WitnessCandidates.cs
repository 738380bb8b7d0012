namespace OtEdge.Core.Policy.Differences;

/// <summary>Operations that an allowance lets through and that another policy is most likely to refuse.</summary>
/// <param name="allowance">What is allowed.</param>
/// <param name="shape">The function.</param>
/// <param name="cover">What the other policy allows there.</param>
internal sealed class WitnessCandidates(Allowance allowance, FunctionShape shape, Cover cover)
{
    private readonly List<AddressRange> clusters = allowance.Clusters;

    private readonly ValueBound[] asked =
    [
        .. cover.Allowances.SelectMany(other => other.Bounds)
            .Where(bound => Intervals.Overlap(bound.Addresses, allowance.Range)).DistinctBy(bound => bound.ToString()),
    ];

    /// <summary>The smallest operation on an address.</summary>
    public DifferenceWitness At(int address) => Plain(Whole(new AddressRange(address, address)) ?? new AddressRange(address, address));

    /// <summary>The candidates, the most telling first; each is worth trying by itself.</summary>
    public IEnumerable<DifferenceWitness> All()
    {
        if (shape.Space == RegisterSpace.None)
        {
            return Rated(new AddressRange(0, 0)).Prepend(Plain(new AddressRange(0, 0)));
        }

        AddressRange[] ranges = [.. Ranges().Where(range => range.Last - range.First < shape.CountMax).Distinct()];
        return shape.Class == OperationClass.Read
            ? ranges.SelectMany(range => Rated(range).Prepend(Plain(range)))
            : ranges.SelectMany(range => Valued(range).Concat(Rated(range)));
    }

    private IEnumerable<AddressRange> Ranges()
    {
        int[] anchors =
        [
            .. asked.Select(bound => bound.Addresses.First)
                .Concat(clusters.Select(cluster => cluster.First))
                .Concat(cover.Allowances.SelectMany(other => new[] { other.Range.First - 1, other.Range.First, other.Range.Last, other.Range.Last + 1 }))
                .Append(allowance.Range.First)
                .Where(address => allowance.Range.First <= address && address <= allowance.Range.Last).Distinct(),
        ];
        IEnumerable<AddressRange> small = anchors.Select(address => new AddressRange(address, address));
        IEnumerable<AddressRange> values = asked.Select(bound => bound.Addresses);
        AddressRange[] merged = [.. Intervals.MergedFor(shape.CountMax, cover.Allowances.Select(other => other.Range))];
        IEnumerable<AddressRange> crossing = merged.Zip(merged.Skip(1))
            .Where(pair => pair.Second.First <= pair.First.Last + 1)
            .Select(pair => new AddressRange(pair.Second.First - 1, pair.First.Last + 1))
            .Concat(anchors.Select(address => new AddressRange(address, address + 1)))
            .Append(allowance.Range with { Last = Math.Min(allowance.Range.Last, allowance.Range.First + shape.CountMax - 1) });
        return values.Concat(small).Concat(crossing).Select(Whole).OfType<AddressRange>();
    }

    // Widened until no value of the allowance is torn; null when that leaves the allowance.
    private AddressRange? Whole(AddressRange range)
    {
        foreach (AddressRange cluster in clusters.Where(cluster => Intervals.Overlap(cluster, range)))
        {
            range = new AddressRange(Math.Min(range.First, cluster.First), Math.Max(range.Last, cluster.Last));
        }

        return allowance.Range.Contains(range) ? range : null;
    }

    private IEnumerable<DifferenceWitness> Valued(AddressRange range)
    {
        ValueBound[] others = [.. asked.Where(bound => range.Contains(bound.Addresses))];
        yield return Plain(range);
        if (shape.IsMask)
        {
            yield return new DifferenceWitness(Example(range) with { AndMask = ushort.MaxValue });
        }

        foreach (ValueBound bound in others.Concat(allowance.Bounds.Where(bound => range.Contains(bound.Addresses))))
        {
            foreach (Int128 number in Numbers(bound))
            {
                yield return With(range, [(bound, number)]);
            }
        }

        yield return With(range, [.. others.Select(bound => (bound, Within(bound, bound.High + 1)))]);
        yield return With(range, [.. others.Select(bound => (bound, Within(bound, bound.Low - 1)))]);
        foreach (ValueBound bound in others.Where(bound => bound.Limit.MaxStep is not null))
        {
            DifferenceWitness low = With(range, [(bound, Within(bound, bound.Low))]);
            DifferenceWitness high = With(range, [(bound, Within(bound, bound.High))]);
            yield return high with { Before = Learned(low, bound) };
            yield return low with { Before = Learned(high, bound) };
        }
    }

    private IEnumerable<DifferenceWitness> Rated(AddressRange range)
    {
        foreach (RateLimit rate in cover.Allowances.Select(other => other.Figure.Rate).OfType<RateLimit>().Distinct())
        {
            if (rate.Count < RepeatMax)
            {
                yield return Plain(range) with { Times = rate.Count + 1 };
                if (allowance.Figure.Rate is { } own)
                {
                    yield return Plain(range) with { Times = rate.Count + 1, Pause = own.Window };
                }
            }
        }
    }

    // More repetitions than this would make looking slow; such a rate is not shown by trying.
    private const int RepeatMax = 2000;

    private static OperationExample Learned(DifferenceWitness write, ValueBound bound) => write.Operation.AndMask is null
        ? write.Operation
        : write.Operation with
        {
            AndMask = null,
            OrMask = 0,
            Function = new FunctionId(6),
            Data = new byte[] { (byte)(write.Operation.OrMask >> 8), (byte)(write.Operation.OrMask & byte.MaxValue) },
            Address = bound.Addresses.First,
        };

    private static IEnumerable<Int128> Numbers(ValueBound bound) => [bound.High + 1, bound.Low - 1, bound.High, bound.Low];

    private DifferenceWitness Plain(AddressRange range) => With(range, []);

    private DifferenceWitness With(AddressRange range, (ValueBound Bound, Int128 Number)[] values)
    {
        OperationExample example = Example(range);
        if (shape.Class == OperationClass.Read || shape.Space is not (RegisterSpace.Coil or RegisterSpace.HoldingRegister))
        {
            return new DifferenceWitness(example);
        }

        byte[] data = new byte[shape.Space == RegisterSpace.Coil ? (example.Count + 7) / 8 : 2 * example.Count];
        foreach (ValueBound own in allowance.Bounds.Where(bound => range.Contains(bound.Addresses)))
        {
            WireValue.Put(data, range.First, own, Int128.Clamp(0, own.Low, own.High));
        }

        foreach ((ValueBound bound, Int128 number) in values)
        {
            WireValue.Put(data, range.First, bound, Within(bound, number));
        }

        return new DifferenceWitness(shape.IsMask
            ? example with { AndMask = 0, OrMask = (ushort)((data[0] << 8) | data[1]) }
            : example with { Data = data });
    }

    private Int128 Within(ValueBound bound, Int128 number)
    {
        Int128 low = bound.Lowest, high = bound.Highest;
        foreach (ValueBound own in allowance.Bounds.Where(own => own.IsSameValue(bound)))
        {
            (low, high) = (Int128.Max(low, own.Low), Int128.Min(high, own.High));
        }

        return low > high ? Int128.Clamp(number, bound.Lowest, bound.Highest) : Int128.Clamp(number, low, high);
    }

    private OperationExample Example(AddressRange range) => new()
    {
        Class = shape.Class,
        Function = shape.Function,
        Space = shape.Space,
        Address = shape.Space == RegisterSpace.None ? 0 : range.First,
        Count = shape.Space == RegisterSpace.None ? 0 : range.Last - range.First + 1,
    };
}
