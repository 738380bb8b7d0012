using OtEdge.Core.Policy;

namespace OtEdge.Core.Staging.Checking;

/// <summary>Compares two scopes of enforcement; what cannot be seen to be covered counts as not covered.</summary>
internal static class ScopeRelation
{
    /// <summary>True when the wide scope surely refuses whatever the narrow one does.</summary>
    public static bool Covers(EnforcementScope wide, EnforcementScope narrow) => CoversClasses(wide, narrow) && CoversClients(wide, narrow);

    /// <summary>True when every class of the narrow scope is in the wide one.</summary>
    public static bool CoversClasses(EnforcementScope wide, EnforcementScope narrow) =>
        (narrow.Classes & ~(wide.Classes | OperationClasses.Malformed)) == 0;

    /// <summary>True when every client of the narrow scope is surely in the wide one.</summary>
    public static bool CoversClients(EnforcementScope wide, EnforcementScope narrow) =>
        wide.HoldsForAllClients
        || (!narrow.HoldsForAllClients
            && (wide.UnknownClients || !narrow.UnknownClients)
            && (narrow.Clients ?? []).All(client => (wide.Clients ?? []).Any(other => Covers(other, client))));

    // Every network of the narrow one lies in a network of the wide one, and the wide one asks for nothing more.
    private static bool Covers(ClientSelector wide, ClientSelector narrow) =>
        (wide.ApplicationUri is null || wide.ApplicationUri == narrow.ApplicationUri)
        && (wide.Thumbprint is null || wide.Thumbprint == narrow.Thumbprint)
        && (wide.Addresses.Count == 0
            || (narrow.Addresses.Count > 0 && narrow.Addresses.All(network => wide.Addresses.Any(around =>
                around.PrefixLength <= network.PrefixLength && around.Contains(network.BaseAddress)))));
}
