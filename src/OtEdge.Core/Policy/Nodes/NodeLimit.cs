namespace OtEdge.Core.Policy.Nodes;

/// <summary>What a rule asks of every written value, and of each element of an array; anything but numbers is refused.</summary>
public sealed record NodeLimit
{
    /// <summary>Smallest value allowed; null: none.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value allowed; null: none.</summary>
    public double? Max { get; init; }

    /// <summary>Largest change from the last known value; null: none. A write to a part of a value cannot be judged by it and is refused.</summary>
    public double? MaxStep { get; init; }

    /// <summary>True: within the node's EURange, as the device tells it; while that is not known nothing is.</summary>
    public bool IsEURange { get; init; }

    /// <summary>The type that the value must have; <see cref="NodeValueType.None"/>: any number.</summary>
    public NodeValueType Type { get; init; }
}
