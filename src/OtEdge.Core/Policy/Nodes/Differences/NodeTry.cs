namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>A value that one policy may allow to be written and another not.</summary>
/// <param name="How">What sets it apart, such as <c>above 85</c>.</param>
/// <param name="Example">The write.</param>
internal sealed record NodeTry(string How, NodeExample Example)
{
    /// <summary>The value that the node has before; null: not known.</summary>
    public double? Before { get; init; }

    /// <summary>True when it is tried only where nothing else shows a difference.</summary>
    public bool IsLastResort { get; init; }

    /// <summary>Values that show where two lists of limits differ, if they do.</summary>
    /// <param name="write">The write without a value.</param>
    /// <param name="allowing">Limits of rules that allow.</param>
    /// <param name="refusing">Limits of rules that may refuse.</param>
    public static IEnumerable<NodeTry> Of(NodeExample write, IReadOnlyList<NodeLimit> allowing, IReadOnlyList<NodeLimit> refusing)
    {
        double plain = Inside(allowing);
        NodeValueType type = TypeOf(allowing);
        yield return Number(write, "", plain, type);
        foreach (NodeLimit limit in refusing)
        {
            if (limit.Max is { } max)
            {
                yield return Number(write, FormattableString.Invariant($", above {max}"), Above(max, type), type);
            }

            if (limit.Min is { } min)
            {
                yield return Number(write, FormattableString.Invariant($", below {min}"), Below(min, type), type);
            }

            if (limit.MaxStep is { } step)
            {
                string how = FormattableString.Invariant($", moving by more than {step}");
                yield return Number(write, how, plain + (2 * step), type) with { Before = plain };
                yield return Number(write, how, plain - (2 * step), type) with { Before = plain };
                yield return Number(write, how, Above(plain + step, type), type) with { Before = plain };
                NodeTry part = Number(write, ", in part (index range)", plain, type);
                yield return part with { Example = part.Example with { HasIndexRange = true } };
            }

            if (limit.Type != NodeValueType.None)
            {
                NodeValueType other = limit.Type == NodeValueType.Double ? NodeValueType.Float : NodeValueType.Double;
                yield return Number(write, $", of another type than {NodeValueText.TypeWord(limit.Type)}", plain, other);
            }
        }

        yield return new NodeTry(", anything but numbers", write with { ValueType = NodeValueType.String, Data = new byte[] { (byte)'x' } });
        foreach (double edge in allowing.SelectMany(limit => new[] { limit.Min, limit.Max }).OfType<double>())
        {
            yield return Number(write, FormattableString.Invariant($", such as {edge}"), edge, type) with { IsLastResort = true };
        }
    }

    private static NodeTry Number(NodeExample write, string how, double value, NodeValueType type) => new(how, write with
    {
        ValueType = type,
        Data = type switch
        {
            NodeValueType.Double => BitConverter.GetBytes(value),
            NodeValueType.Float => BitConverter.GetBytes((float)value),
            _ => BitConverter.GetBytes((long)Math.Clamp(value, -1e18, 1e18)).AsSpan(0, NodeValue.Width(type)).ToArray(),
        },
    });

    private static NodeValueType TypeOf(IReadOnlyList<NodeLimit> limits) =>
        limits.Select(limit => limit.Type).FirstOrDefault(type => type != NodeValueType.None, NodeValueType.Double);

    private static double Inside(IReadOnlyList<NodeLimit> limits)
    {
        double low = limits.Max(limit => limit.Min) ?? double.NegativeInfinity, high = limits.Min(limit => limit.Max) ?? double.PositiveInfinity;
        return Math.Max(low, Math.Min(high, 0));
    }

    private static double Above(double value, NodeValueType type) => IsReal(type) ? Next(value, type, up: true) : Math.Floor(value) + 1;

    private static double Below(double value, NodeValueType type) => IsReal(type) ? Next(value, type, up: false) : Math.Ceiling(value) - 1;

    private static double Next(double value, NodeValueType type, bool up) => type == NodeValueType.Float
        ? up ? MathF.BitIncrement((float)value) : MathF.BitDecrement((float)value)
        : up ? Math.BitIncrement(value) : Math.BitDecrement(value);

    private static bool IsReal(NodeValueType type) => type is NodeValueType.Float or NodeValueType.Double;
}
