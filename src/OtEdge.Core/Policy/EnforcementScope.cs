namespace OtEdge.Core.Policy;

/// <summary>What an enforcing conduit really refuses; outside it a refusal stays "would be refused".</summary>
/// <param name="Classes">Classes that are refused; `malformed` is always among them.</param>
/// <param name="Clients">Clients that it holds for; null: all.</param>
/// <param name="UnknownClients">With <paramref name="Clients"/>: also clients that no asset declares.</param>
public sealed record EnforcementScope(
    OperationClasses Classes,
    IReadOnlyList<ClientSelector>? Clients = null,
    bool UnknownClients = false)
{
    /// <summary>Every class, every client.</summary>
    public static EnforcementScope Everything { get; } = new(OperationClasses.All);

    /// <summary>True when the scope names no clients, and so holds for all.</summary>
    public bool HoldsForAllClients => Clients is null && !UnknownClients;

    /// <summary>True when operations of this class are really refused.</summary>
    public bool Covers(OperationClass operationClass) =>
        operationClass == OperationClass.Malformed || ((int)Classes & (1 << (int)operationClass)) != 0;

    /// <summary>True when the scope holds for this client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="isDeclared">True when some asset of the site declares it.</param>
    public bool Covers(ClientIdentity client, bool isDeclared) =>
        HoldsForAllClients
        || (UnknownClients && !isDeclared)
        || (Clients is not null && Clients.Any(selector => selector.Matches(client)));
}
