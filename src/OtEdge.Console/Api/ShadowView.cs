namespace OtEdge.Console.Api;

/// <summary>A candidate that is judged beside a conduit's live rules; totals count operations since it is shadowed.</summary>
public sealed record ShadowView
{
    /// <summary>Name of the candidate.</summary>
    public required string Policy { get; init; }

    /// <summary>Its digest.</summary>
    public required string PolicyDigest { get; init; }

    /// <summary>Since when it is shadowed; a conduit that was opened again since then began to count anew.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Operations it judged.</summary>
    public long JudgedTotal { get; init; }

    /// <summary>Operations it would refuse.</summary>
    public long WouldBeRefusedTotal { get; init; }

    /// <summary>Operations that the live rules object to and it does not, or the other way round.</summary>
    public long DiffersTotal { get; init; }

    /// <summary>Operations that it failed to judge, which is a fault of OtEdge.</summary>
    public long FaultsTotal { get; init; }
}
