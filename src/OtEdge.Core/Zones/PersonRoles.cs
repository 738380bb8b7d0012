namespace OtEdge.Core.Zones;

/// <summary>What a person may do at the gateway (`roles`).</summary>
[Flags]
public enum PersonRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Looks, and changes nothing.</summary>
    Viewer = 1,

    /// <summary>Runs the plant: arms, confirms and aborts changes, and speaks for operations.</summary>
    Operator = 2,

    /// <summary>Writes policies and proposes changes.</summary>
    Engineer = 4,

    /// <summary>Speaks for security.</summary>
    Security = 8,

    /// <summary>Speaks for process safety.</summary>
    Safety = 16,

    /// <summary>Looks after the gateway itself.</summary>
    Administrator = 32,

    /// <summary>Everything; what everybody has while the settings name no people.</summary>
    All = Viewer | Operator | Engineer | Security | Safety | Administrator,
}
