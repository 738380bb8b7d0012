namespace OtEdge.Console.Api;

/// <summary>A posture as a change names it.</summary>
public sealed record PostureView
{
    /// <summary>bypass, observe, monitor or enforce.</summary>
    public required string Mode { get; init; }

    /// <summary>Classes that are really refused; empty unless enforcing.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>Clients that the scope holds for; null: all.</summary>
    public IReadOnlyList<string>? ScopeClients { get; init; }

    /// <summary>Digest of the policy; null: none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>forward or refuse.</summary>
    public required string OnFault { get; init; }

    /// <summary>reply, drop, close or reset.</summary>
    public required string RefuseWith { get; init; }
}
