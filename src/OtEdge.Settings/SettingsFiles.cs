namespace OtEdge.Settings;

/// <summary>Names in a settings directory.</summary>
internal static class SettingsFiles
{
    public const string Site = "otedge.yaml";
    public const string PolicyFolder = "policies";
    public const string Extension = ".yaml";

    /// <summary>Largest settings file; 4 MiB holds about 40,000 rules.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    /// <summary>Most policy files in a directory.</summary>
    public const int PoliciesMax = 1000;
}
