using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Checking;

/// <summary>Finds operations that a conduit declares essential and that a posture would refuse.</summary>
internal static class EssentialOperations
{
    private static readonly IPAddress Stranger = IPAddress.Parse("203.0.113.77");

    /// <summary>Essential operations that are forwarded before and refused after; where no client is named, refused to everybody.</summary>
    public static IReadOnlyList<string> LostBetween(Conduit conduit, RuledPosture from, RuledPosture to)
    {
        if (conduit.Protocol != ConduitProtocol.ModbusTcp)
        {
            return [];
        }

        Posture before = PostureOf(from);
        Posture after = PostureOf(to);
        IPAddress[] known = [.. Clients(from.Policy).Concat(Clients(to.Policy)).Append(Stranger).Distinct()];
        return
        [
            .. conduit.Essential
                .Where(operation => IsForwarded(before, operation, known) && !IsForwarded(after, operation, known))
                .Select(operation => operation.Text.Length > 0 ? operation.Text : $"{operation.Class} {operation.Function} on unit {operation.Unit}"),
        ];
    }

    private static Posture PostureOf(RuledPosture view) => new(
        view.Posture.Mode, view.Posture.Scope, view.Policy is null ? RuleSet.None : RuleSet.Compile(view.Policy));

    private static IEnumerable<IPAddress> Clients(PolicyDocument? policy) =>
        (policy?.Rules ?? []).SelectMany(rule => rule.Clients).SelectMany(client => client.Addresses).Select(network => network.BaseAddress);

    private static bool IsForwarded(Posture posture, OperationExample operation, IPAddress[] known) =>
        (operation.Client is { } client ? [client] : known).Any(address => IsForwarded(posture, operation, address));

    private static bool IsForwarded(Posture posture, OperationExample operation, IPAddress address)
    {
        var client = new ClientIdentity(address);
        Decision decision = posture.Rules.For(client).Decide(
            operation.ToOperation(), new JudgingMemory(), client, new JudgingTime(0, DateTimeOffset.UnixEpoch));

        // Whom rules name, the site knows.
        bool inScope = posture.Scope.Covers(client, isDeclared: !address.Equals(Stranger));
        return Enforcement.Resolve(posture, inScope, operation.Class, decision) is Verdict.Forward;
    }
}
