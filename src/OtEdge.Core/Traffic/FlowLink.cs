using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>Who talks through which conduit, and how: all flows of one client, conduit and class together.</summary>
public sealed record FlowLink
{
    /// <summary>Name of the conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client's address, or <c>others</c>.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>How many flows.</summary>
    public int Flows { get; init; }

    /// <summary>How often they were seen.</summary>
    public long Times { get; init; }

    /// <summary>How often they passed although the rules said no.</summary>
    public long WouldBeRefused { get; init; }

    /// <summary>How often they were refused.</summary>
    public long Refused { get; init; }

    /// <summary>When the first of them was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the last of them was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
