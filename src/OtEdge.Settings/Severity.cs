namespace OtEdge.Settings;

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>The settings cannot be used.</summary>
    Error,

    /// <summary>The settings can be used, but a person should look.</summary>
    Warning,
}
