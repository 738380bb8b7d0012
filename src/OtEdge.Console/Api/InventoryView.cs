namespace OtEdge.Console.Api;

/// <summary>Who is there, and who talks to whom, as recorded traffic shows it.</summary>
public sealed record InventoryView
{
    /// <summary>Declared assets in file order, then clients that no asset declares.</summary>
    public required IReadOnlyList<InventoryAssetView> Assets { get; init; }

    /// <summary>Who talks to whom, by conduit and client.</summary>
    public required IReadOnlyList<InventoryLinkView> Links { get; init; }
}
