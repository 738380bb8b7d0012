using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>Who talks through which conduit, and how: all flows of one client, conduit and class together.</summary>
/// <param name="Conduit">Name of the conduit.</param>
/// <param name="Client">The client's address, or <c>others</c>.</param>
/// <param name="ClientAsset">The asset that declares the client; null when none does.</param>
/// <param name="Class">Class of the operations.</param>
/// <param name="Flows">How many flows.</param>
/// <param name="Times">How often they were seen.</param>
/// <param name="WouldBeRefused">How often they passed although the rules said no.</param>
/// <param name="Refused">How often they were refused.</param>
/// <param name="FirstSeen">When the first of them was first seen.</param>
/// <param name="LastSeen">When the last of them was last seen.</param>
public sealed record FlowLink(
    string Conduit,
    string Client,
    string? ClientAsset,
    OperationClass Class,
    int Flows,
    long Times,
    long WouldBeRefused,
    long Refused,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen);
