namespace OtEdge.Console.Api;

/// <summary>An asset, or a client that none declares.</summary>
public sealed record InventoryAssetView
{
    /// <summary>Name of the asset; the address of a client that none declares.</summary>
    public required string Name { get; init; }

    /// <summary>Its zone; null for a client that no asset declares.</summary>
    public string? Zone { get; init; }

    /// <summary>True when no asset declares it.</summary>
    public bool Undeclared { get; init; }

    /// <summary>Addresses that it was seen with as a client.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Conduits that it was seen on, as client or as device.</summary>
    public IReadOnlyList<string> Conduits { get; init; } = [];

    /// <summary>When it was first seen as a client; null: never.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it was last seen as a client; null: never.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
