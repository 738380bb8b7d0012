using System.Net;

namespace OtEdge.Core.Policy;

/// <summary>Clients that a rule names: one asset (every identifier that it declares must match) or one network.</summary>
/// <param name="Text">As the policy wrote it: the asset's name or the CIDR.</param>
/// <param name="Addresses">Any of these must contain the client's address; empty: any address.</param>
/// <param name="ApplicationUri">OPC UA application URI that must match; null: any.</param>
public sealed record ClientSelector(string Text, IReadOnlyList<IPNetwork> Addresses, string? ApplicationUri = null);
