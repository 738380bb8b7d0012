namespace OtEdge.Core.Staging.Governing;

/// <summary>A function of the plant that a person speaks for.</summary>
public enum PlantFunction
{
    /// <summary>Runs the plant (role `operator`).</summary>
    Operations,

    /// <summary>Builds and changes it (role `engineer`).</summary>
    Engineering,

    /// <summary>Keeps it secure (role `security`).</summary>
    Security,

    /// <summary>Keeps people safe (role `safety`).</summary>
    Safety,
}
