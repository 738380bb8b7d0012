using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;

namespace OtEdge.Host.People;

/// <summary>Tells who is calling and what they may do, by `people` of the settings.</summary>
/// <param name="site">The settings in force.</param>
internal sealed class PeopleDesk(Func<Site> site) : IPeople
{
    private const string Root = "root";

    /// <inheritdoc/>
    /// <remarks>
    /// The account that the kernel knows decides. Root may become anybody, so its word on whom it acts for names a person of the
    /// settings; anybody else's word does not count.
    /// </remarks>
    public string NameOf(CallerIdentity caller)
    {
        (string? account, string? claimed) = caller;
        if (account is null)
        {
            return claimed is null ? "unknown" : $"{claimed} (as said by the client)";
        }

        if (account == Root && claimed is not null && claimed != Root && PersonOf(claimed) is { } person)
        {
            return person.Name;
        }

        return PersonOf(account) is { } known ? known.Name
            : Named(account) is not null ? $"{account} (another account)"
            : account;
    }

    /// <inheritdoc/>
    public IReadOnlyList<UserView> List(string caller)
    {
        IReadOnlyList<Person> people = site().People;
        return people.Count == 0
            ? [new UserView(caller, [caller], RoleNames(PersonRoles.All), You: true)]
            : [.. people.Select(person => new UserView(person.Name, person.Accounts, RoleNames(person.Roles), person.Name == caller))];
    }

    /// <summary>What somebody may do: everything while the settings name no people, nothing when they name others.</summary>
    /// <param name="name">As <see cref="NameOf"/> gave it.</param>
    public PersonRoles RolesOf(string name) =>
        site().People.Count == 0 ? PersonRoles.All : Named(name)?.Roles ?? PersonRoles.None;

    /// <inheritdoc/>
    public Refusal? Forbids(string name, PersonRoles anyOf, string what)
    {
        PersonRoles roles = RolesOf(name);
        if ((roles & anyOf) != 0)
        {
            return null;
        }

        string has = roles == PersonRoles.None ? "no role here" : $"only the role {string.Join(" and ", RoleNames(roles))}";
        string[] others = [.. site().People.Where(person => (person.Roles & anyOf) != 0).Select(person => person.Name)];
        return new Refusal(
            RefusalKind.Forbidden,
            "Role is missing",
            $"to {what} takes the role {string.Join(" or ", RoleNames(anyOf))}, and {name} has {has}; "
            + (others.Length > 0 ? $"ask {string.Join(" or ", others)}." : "name somebody with it under `people` in otedge.yaml."));
    }

    private Person? PersonOf(string account) => site().People.FirstOrDefault(person => person.Accounts.Contains(account));

    private Person? Named(string name) => site().People.FirstOrDefault(person => person.Name == name);

    private static string[] RoleNames(PersonRoles roles) =>
    [
        .. Enum.GetValues<PersonRoles>()
            .Where(role => role is not (PersonRoles.None or PersonRoles.All) && roles.HasFlag(role))
            .Select(role => Words.Of(role)),
    ];
}
