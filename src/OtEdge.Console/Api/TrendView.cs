namespace OtEdge.Console.Api;

/// <summary>How a conduit went since the process started, in steps of equal length.</summary>
public sealed record TrendView
{
    /// <summary>Name of the conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>Length of a step, in seconds.</summary>
    public required int StepS { get; init; }

    /// <summary>The steps that have ended, oldest first.</summary>
    public required IReadOnlyList<TrendPointView> Points { get; init; }
}
