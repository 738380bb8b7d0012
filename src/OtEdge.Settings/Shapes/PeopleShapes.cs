using OtEdge.Core.Zones;

namespace OtEdge.Settings.Shapes;

/// <summary>The shape of `people`.</summary>
internal static class PeopleShapes
{
    /// <summary>One role.</summary>
    public static ScalarShape<PersonRoles> Role { get; } = Scalars.Choice(
        ("viewer", PersonRoles.Viewer),
        ("operator", PersonRoles.Operator),
        ("engineer", PersonRoles.Engineer),
        ("security", PersonRoles.Security),
        ("safety", PersonRoles.Safety),
        ("administrator", PersonRoles.Administrator));

    /// <summary>An account of the operating system.</summary>
    public static ScalarShape<string> Account { get; } = new(
        "an account of the operating system, without spaces, at most 64 characters",
        (string text, out string value) =>
            (value = text).Length is > 0 and <= 64 && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) ? null : "",
        () => new() { ["type"] = "string", ["pattern"] = "^\\S{1,64}$" });

    /// <summary>The key of the site's file.</summary>
    public static Key Key() => new(
        "people", new NamedShape("people by name", Person()), "Who may act, by name; absent: everybody who may open the socket, in every role.");

    private static MapShape Person() => new(
        "a person such as { account: anna, roles: [engineer] }",
        new Key("account", new ListShape(Account, orSingle: true), "Accounts of the operating system that are this person; absent: the account of the same name."),
        new Key("roles", new ListShape(Role, orSingle: true), "What the person may do.") { IsRequired = true });
}
