using OtEdge.Core.Policy;

namespace OtEdge.Core.Zones;

/// <summary>Everything that the settings declare, checked and resolved; immutable, swapped whole.</summary>
public sealed record Site
{
    /// <summary>Name of the site.</summary>
    public required string Name { get; init; }

    /// <summary>Name of this gateway in the site.</summary>
    public required string Gateway { get; init; }

    /// <summary>Time zone of the plant.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Who must agree to a change.</summary>
    public Governance Governance { get; init; } = Governance.Pair;

    /// <summary>Who may act, in file order; empty: everybody who may open the socket, in every role.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Assets in file order.</summary>
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>Zones in file order.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Conduits in file order.</summary>
    public IReadOnlyList<Conduit> Conduits { get; init; } = [];

    /// <summary>Policies by name.</summary>
    public IReadOnlyDictionary<string, PolicyDocument> Policies { get; init; } =
        new Dictionary<string, PolicyDocument>();
}
