namespace OtEdge.Console.Api;

/// <summary>One client that talks to one device.</summary>
public sealed record InventoryLinkView
{
    /// <summary>The conduit between them.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>True when no asset declares the client.</summary>
    public bool Undeclared { get; init; }

    /// <summary>Address of the device; null when the conduit is gone from the settings.</summary>
    public string? Device { get; init; }

    /// <summary>The asset that is the device; null when none is declared with its address.</summary>
    public string? DeviceAsset { get; init; }

    /// <summary>What it does, the most frequent class first.</summary>
    public required IReadOnlyList<InventoryClassView> Classes { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
