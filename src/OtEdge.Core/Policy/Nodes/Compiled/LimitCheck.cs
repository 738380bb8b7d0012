namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>One <see cref="NodeLimit"/>, with its limits as integers too, so that integers compare exactly; floats compare as doubles.</summary>
internal sealed class LimitCheck
{
    private readonly NodeValueType type;
    private readonly double min;
    private readonly double max;
    private readonly double step;
    private readonly Int128 integerMin;
    private readonly Int128 integerMax;
    private readonly Int128 integerStep;

    /// <summary>Compiles a limit.</summary>
    public LimitCheck(NodeLimit limit)
    {
        type = limit.Type;
        min = limit.Min ?? double.NegativeInfinity;
        max = limit.Max ?? double.PositiveInfinity;
        step = limit.MaxStep ?? double.PositiveInfinity;
        integerMin = Int128.CreateSaturating(Math.Ceiling(min));
        integerMax = Int128.CreateSaturating(Math.Floor(max));
        integerStep = Int128.CreateSaturating(Math.Floor(step));
        HasStep = limit.MaxStep is not null;
        HasEURange = limit.IsEURange;
    }

    /// <summary>True when it measures from the last known value.</summary>
    public bool HasStep { get; }

    /// <summary>True when it asks for the node's EURange.</summary>
    public bool HasEURange { get; }

    /// <summary>True when every element of a value lies in a range; numbers of 64 bits compare as doubles.</summary>
    public static bool HoldsRange(in NodeValue value, EURange range)
    {
        for (int i = 0; i < value.Count; i++)
        {
            // Written so that a NaN does not hold.
            if (!(value[i].Real >= range.Low && value[i].Real <= range.High))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when every element of a value is a number of the right type within min and max.</summary>
    public bool Holds(in NodeValue value)
    {
        if (value.Count == 0 || (type != NodeValueType.None && value.Type != type))
        {
            return false;
        }

        for (int i = 0; i < value.Count; i++)
        {
            if (!Holds(value[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when no element of a value moves too far from the known one.</summary>
    /// <param name="value">The value, as many elements as are known.</param>
    /// <param name="known">The last known elements.</param>
    public bool HoldsStep(in NodeValue value, ReadOnlySpan<NodeNumber> known)
    {
        for (int i = 0; i < known.Length; i++)
        {
            NodeNumber next = value[i], last = known[i];
            bool isNear = next.IsInteger && last.IsInteger
                ? Int128.Abs(next.Integer - last.Integer) <= integerStep
                : Math.Abs(next.Real - last.Real) <= step;
            if (!isNear)
            {
                return false;
            }
        }

        return true;
    }

    // Written so that a NaN, which compares with nothing, does not hold.
    private bool Holds(NodeNumber number) => number.IsInteger
        ? number.Integer >= integerMin && number.Integer <= integerMax
        : double.IsFinite(number.Real) && number.Real >= min && number.Real <= max;
}
