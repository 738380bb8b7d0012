namespace OtEdge.Core.Policy.Nodes;

/// <summary>A set of attributes as bits, bit n for the attribute with id n (OPC 10000-6 annex A: 1 to 27).</summary>
public static class NodeAttributes
{
    /// <summary>Id of the attribute Value.</summary>
    public const int Value = 13;

    /// <summary>Highest attribute id.</summary>
    public const int IdMax = 27;

    /// <summary>Every attribute.</summary>
    public const ulong All = ((1UL << IdMax) - 1) << 1;

    /// <summary>Names of the attributes; the first has id 1.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "NodeId", "NodeClass", "BrowseName", "DisplayName", "Description", "WriteMask", "UserWriteMask", "IsAbstract", "Symmetric",
        "InverseName", "ContainsNoLoops", "EventNotifier", "Value", "DataType", "ValueRank", "ArrayDimensions", "AccessLevel",
        "UserAccessLevel", "MinimumSamplingInterval", "Historizing", "Executable", "UserExecutable", "DataTypeDefinition",
        "RolePermissions", "UserRolePermissions", "AccessRestrictions", "AccessLevelEx",
    ];

    /// <summary>The set with one attribute; empty for an id that is none.</summary>
    public static ulong Of(long id) => id is >= 1 and <= IdMax ? 1UL << (int)id : 0;

    /// <summary>The name of an attribute, such as <c>Value</c>; <c>attribute 99</c> for an id that is none.</summary>
    public static string NameOf(long id) => id is >= 1 and <= IdMax ? Names[(int)id - 1] : $"attribute {id}";

    /// <summary>The names in a set, in order of their ids; <c>all</c> for every attribute.</summary>
    public static IReadOnlyList<string> NamesIn(ulong set) =>
        set == All ? ["all"] : [.. Enumerable.Range(1, IdMax).Where(id => (set & Of(id)) != 0).Select(id => Names[id - 1])];
}
