using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `people`, and says when the changes that `governance` asks for could never be approved.</summary>
internal sealed class PeopleBinder(MapNode root, ProblemList problems)
{
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

    public IReadOnlyList<Person> People()
    {
        Person[] people = [.. root.Named("people").Where(entry => entry.Value is MapNode).Select(entry => Bind(entry.Key, (MapNode)entry.Value))];
        if (people.Length > 0 && Lack(root.Read("governance", SiteShapes.Governance, Governance.Pair), people) is { } lack)
        {
            problems.Warning(root.Map("people")!, lack);
        }

        return people;
    }

    private Person Bind(ScalarNode name, MapNode node)
    {
        IReadOnlyList<(SettingsNode Node, string Value)> declared = node.Values("account", PeopleShapes.Account);
        foreach ((SettingsNode at, string account) in declared.Count > 0 ? declared : [(name, name.Text)])
        {
            // Two people behind one account could not be told from each other.
            if (!owners.TryAdd(account, name.Text))
            {
                problems.Error(at, $"the account {Quote.Words(account)} is that of {Quote.Words(owners[account])} already; an account is one person's");
            }
        }

        PersonRoles roles = node.Values("roles", PeopleShapes.Role).Aggregate(PersonRoles.None, (all, role) => all | role.Value);
        return new Person(name.Text, declared.Count > 0 ? [.. declared.Select(account => account.Value)] : [name.Text], roles);
    }

    private static string? Lack(Governance governance, Person[] people)
    {
        bool Has(PersonRoles role) => people.Any(person => person.Roles.HasFlag(role));
        int deciders = people.Count(person => (person.Roles & ~(PersonRoles.Viewer | PersonRoles.Administrator)) != 0);
        return governance switch
        {
            Governance.Pair when deciders < 2 =>
                "governance is `pair`, but fewer than two people have a role that may approve; nothing could ever be approved",
            Governance.Functions when !Has(PersonRoles.Operator) || !Has(PersonRoles.Security) =>
                "governance is `functions`, but nobody has the role "
                + $"{(Has(PersonRoles.Operator) ? "`security`" : "`operator`")}; nothing could ever be approved",
            _ when !Has(PersonRoles.Operator) => "nobody has the role `operator`; nobody could start or confirm a trial",
            _ => null,
        };
    }
}
