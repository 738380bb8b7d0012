using OtEdge.Core.Zones;

namespace OtEdge.Console.Api;

/// <summary>What the API asks about people; thread-safe.</summary>
public interface IPeople
{
    /// <summary>The name under which somebody acts; changes and audit carry it.</summary>
    /// <param name="caller">What is known of who is calling.</param>
    string NameOf(CallerIdentity caller);

    /// <summary>Who may act, in file order; the caller alone while the settings name nobody.</summary>
    /// <param name="caller">Name of who asks.</param>
    IReadOnlyList<UserView> List(string caller);

    /// <summary>What somebody may do; <see cref="PersonRoles.None"/> for who is not known.</summary>
    /// <param name="name">As <see cref="NameOf"/> gave it.</param>
    PersonRoles RolesOf(string name);

    /// <summary>Why somebody may not do something; null: they may.</summary>
    /// <param name="name">As <see cref="NameOf"/> gave it.</param>
    /// <param name="anyOf">One of these roles is enough.</param>
    /// <param name="what">What is to be done, such as "arm a change".</param>
    Refusal? Forbids(string name, PersonRoles anyOf, string what);
}
