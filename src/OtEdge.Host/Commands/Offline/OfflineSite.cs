using OtEdge.Core.Zones;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>The site of the settings' directory, for commands that judge without a gateway.</summary>
internal static class OfflineSite
{
    private const string SiteFile = "otedge.yaml";

    /// <summary>The site; without any settings an empty one, in which no asset and no tag has a name.</summary>
    /// <exception cref="CommandFailure">The settings have errors.</exception>
    public static Site Read(Invocation invocation)
    {
        string directory = invocation.ConfigDirectory;
        if (!File.Exists(Path.Combine(directory, SiteFile)))
        {
            return new Site { Name = "", Gateway = "", TimeZone = TimeZoneInfo.Utc };
        }

        var reading = SettingsReader.Read(directory, runTests: false);
        return reading.Site ?? throw new CommandFailure(
            ExitCode.Wrong,
            string.Join(
                Environment.NewLine,
                reading.Problems.Select(problem => $"{problem}").Prepend($"the settings in {directory} have errors:")));
    }
}
