using OtEdge.Core.Policy;
using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>Compares postures by what they say; their lists compare by reference.</summary>
internal static class Postures
{
    /// <summary>True when both say the same.</summary>
    public static bool Same(PostureRecord left, PostureRecord right) =>
        left.Mode == right.Mode && SameSettings(left, right) && Same(left.Scope, right.Scope);

    /// <summary>True when both agree in what the settings propose: policy, stance on faults, form of refusals.</summary>
    public static bool SameSettings(PostureRecord left, PostureRecord right) =>
        left.PolicyDigest == right.PolicyDigest && left.OnFault == right.OnFault && left.RefuseWith == right.RefuseWith;

    /// <summary>True when both scopes hold for the same classes and clients.</summary>
    public static bool Same(EnforcementScope left, EnforcementScope right) => Covers(left, right) && Covers(right, left);

    /// <summary>True when <paramref name="wide"/> surely covers whatever <paramref name="narrow"/> does.</summary>
    public static bool Covers(EnforcementScope wide, EnforcementScope narrow) =>
        (narrow.Classes & ~(wide.Classes | OperationClasses.Malformed)) == 0
        && (wide.HoldsForAllClients || (!narrow.HoldsForAllClients && CoversClients(wide, narrow)));

    private static bool CoversClients(EnforcementScope wide, EnforcementScope narrow) =>
        (wide.UnknownClients || !narrow.UnknownClients)
        && (narrow.Clients ?? []).All(client => (wide.Clients ?? []).Any(other => Same(other, client)));

    private static bool Same(ClientSelector left, ClientSelector right) =>
        left.ApplicationUri == right.ApplicationUri && left.Addresses.ToHashSet().SetEquals(right.Addresses);
}
