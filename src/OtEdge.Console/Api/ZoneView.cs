namespace OtEdge.Console.Api;

/// <summary>A zone and how its conduits stand.</summary>
public sealed record ZoneView
{
    /// <summary>Name of the zone.</summary>
    public required string Name { get; init; }

    /// <summary>The mode that its conduits share, `mixed` when they differ, null when it owns none.</summary>
    public required string? Mode { get; init; }

    /// <summary>Names of the conduits that lead to it.</summary>
    public required IReadOnlyList<string> Conduits { get; init; }

    /// <summary>For people; null when not stated.</summary>
    public string? Description { get; init; }

    /// <summary>Purdue level; null when not stated.</summary>
    public int? Level { get; init; }

    /// <summary>low, normal or high.</summary>
    public string Criticality { get; init; } = "normal";

    /// <summary>Names of the assets in it.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];
}
