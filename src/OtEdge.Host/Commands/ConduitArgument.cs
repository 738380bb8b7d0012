using System.CommandLine;
using OtEdge.Settings;

namespace OtEdge.Host.Commands;

/// <summary>The argument CONDUIT; completion offers the conduits of the settings.</summary>
internal static class ConduitArgument
{
    /// <summary>A fresh argument.</summary>
    public static Argument<string> Make(GlobalOptions globals) => new("CONDUIT")
    {
        HelpName = "CONDUIT",
        Description = "name of the conduit, as in otedge.yaml",
        CompletionSources =
        {
            context => Names(Directories.Config(context.ParseResult.GetValue(globals.Config), Surroundings.OfThisProcess())),
        },
    };

    private static IEnumerable<string> Names(string directory) =>
        SettingsReader.Read(directory, runTests: false).Site?.Conduits.Select(conduit => conduit.Name) ?? [];
}
