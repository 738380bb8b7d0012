namespace OtEdge.Core.Zones;

/// <summary>Somebody who may act at the gateway.</summary>
/// <param name="Name">The name that changes and audit carry.</param>
/// <param name="Accounts">Accounts of the operating system that are this person.</param>
/// <param name="Roles">What the person may do.</param>
public sealed record Person(string Name, IReadOnlyList<string> Accounts, PersonRoles Roles);
