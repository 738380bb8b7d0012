namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>Why a call is turned away.</summary>
/// <param name="StatusCode">What the caller is told.</param>
/// <param name="Detail">What people are told.</param>
internal readonly record struct CallFlaw(uint StatusCode, string Detail);
