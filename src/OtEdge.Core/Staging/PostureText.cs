using System.Globalization;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Staging;

/// <summary>A posture in one canonical line, equal for postures that say the same; names of clients do not count.</summary>
internal static class PostureText
{
    /// <summary>The line.</summary>
    internal static string Of(PostureRecord posture)
    {
        EnforcementScope scope = posture.Scope;
        IEnumerable<string> clients = (scope.Clients ?? []).Select(client => client.CanonicalText).Distinct().Order(StringComparer.Ordinal);
        string who = scope.HoldsForAllClients ? "all" : $"{(scope.UnknownClients ? "unknown" : "")}[{string.Join('|', clients)}]";
        int classes = (int)(scope.Classes | OperationClasses.Malformed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{posture.Mode};{classes};{who};{posture.PolicyDigest ?? "-"};{posture.OnFault};{posture.RefuseWith}");
    }
}
