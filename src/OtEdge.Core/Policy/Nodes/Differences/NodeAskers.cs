using System.Net;
using OtEdge.Core.Policy.Differences;

namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>Cuts all clients and users into the groups that the rules and pins of two policies tell apart.</summary>
internal static class NodeAskers
{
    /// <summary>Most rules that are held against combinations of address, application, certificate and user.</summary>
    public const long StandingsMax = 20_000_000;

    /// <summary>The groups; null when there are too many to look at.</summary>
    public static IReadOnlyList<NodeAsker>? Of(RuleSet before, RuleSet after, NamespaceTable namespaces)
    {
        PolicyDocument[] both = [before.Policy!, after.Policy!];
        ClientSelector[] selectors =
            [.. both.SelectMany(policy => policy.Rules.SelectMany(rule => rule.Clients).Concat(policy.Pinned.SelectMany(pin => pin.Clients)))];
        NodeTerms[] terms = [.. both.SelectMany(TermsOf)];
        IPAddress[] addresses = [.. ClientGroups.Addresses(selectors.SelectMany(selector => selector.Addresses))];
        string[] uris = ["", .. selectors.Select(selector => selector.ApplicationUri).OfType<string>().Distinct()];
        string?[] thumbprints = [null, .. selectors.Select(selector => selector.Thumbprint).OfType<string>().Distinct()];
        UserIdentity[] users = [new UserIdentity(UserKind.Token), .. terms.SelectMany(term => term.Users).Distinct()];
        int rules = both.Sum(policy => policy.Rules.Count + policy.Pinned.Count) + 1;
        if ((double)addresses.Length * uris.Length * thumbprints.Length * users.Length * rules > StandingsMax)
        {
            return null;
        }

        var groups = new Dictionary<string, NodeAsker>(StringComparer.Ordinal);
        foreach (ClientIdentity client in from address in addresses
                                          from uri in uris
                                          from thumbprint in thumbprints
                                          select new ClientIdentity(address, uri) { Thumbprint = thumbprint })
        {
            foreach (UserIdentity user in users)
            {
                var asker = new NodeClient(client, user);
                NodeRules old = before.ForNodes(asker, namespaces), now = after.ForNodes(asker, namespaces);
                string key = $"{old.StandingText}|{now.StandingText}";
                if (!groups.TryGetValue(key, out NodeAsker? group))
                {
                    groups.Add(key, group = new NodeAsker(asker, [], old, now));
                }

                string name = NameOf(client, user, selectors, hasUsers: users.Length > 1);
                if (!group.Names.Contains(name))
                {
                    group.Names.Add(name);
                }
            }
        }

        return [.. groups.Values];
    }

    /// <summary>The terms of every rule and pin.</summary>
    public static IEnumerable<NodeTerms> TermsOf(PolicyDocument policy) =>
        policy.Rules.Select(rule => rule.Nodes).Concat(policy.Pinned.Select(pin => pin.Nodes)).Select(terms => terms ?? NodeTerms.Anything);

    private static string NameOf(ClientIdentity client, UserIdentity user, ClientSelector[] selectors, bool hasUsers)
    {
        string[] names = [.. selectors.Where(selector => selector.Matches(client)).Select(selector => selector.Text).Distinct()];
        string who = names.Length > 0 ? string.Join(" and ", names) : selectors.Length > 0 ? "any other client" : "any client";
        return !hasUsers ? who : user.Kind == UserKind.Token ? $"{who} as any other user" : $"{who} as {user}";
    }
}
