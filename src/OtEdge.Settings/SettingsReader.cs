using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>Reads a directory of YAML into a <see cref="Site"/>; says every problem at once and never throws for what files hold.</summary>
public static class SettingsReader
{
    /// <summary>Reads <c>otedge.yaml</c> and <c>policies/*.yaml</c> of a directory.</summary>
    /// <param name="directory">The settings' directory; a missing one is a problem, not an exception.</param>
    public static SettingsReading Read(string directory) => new(null, []);

    /// <summary>Reads files that are in memory already; touches no disk.</summary>
    /// <param name="texts">The files; <c>otedge.yaml</c> must be among them.</param>
    /// <param name="hostName">Name of the gateway where the settings give none.</param>
    public static SettingsReading Read(IReadOnlyList<SettingsText> texts, string hostName) => new(null, []);

    /// <summary>Reads one policy file against a site that stands.</summary>
    /// <param name="site">Where names of assets and tags are looked up.</param>
    /// <param name="path">File name for problems and for <see cref="Core.Policy.PolicyDocument.File"/>.</param>
    /// <param name="text">The policy's text.</param>
    public static PolicyReading ReadPolicy(Site site, string path, string text) => new(null, []);
}
