using OtEdge.Host.Commands.Rendering;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Reads the settings and says everything that is wrong with them.</summary>
internal sealed class CheckCommand(GlobalOptions globals) : Verb(
    globals,
    "check",
    "Read the settings and say every problem with file, line and column. Exit 0: usable; 2: not.",
    "otedge check",
    "otedge check --config ./config --output json")
{
    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var reading = SettingsReader.Read(invocation.ConfigDirectory);
        if (invocation.IsJson)
        {
            invocation.WriteJson(reading.Problems.Select(problem => new
            {
                problem.File,
                problem.Line,
                problem.Column,
                problem.Path,
                problem.Message,
                problem.Severity,
            }));
        }
        else
        {
            foreach (var problem in reading.Problems)
            {
                invocation.Output.WriteLine(problem);
            }

            invocation.Output.WriteLine(Summary(reading, invocation.ConfigDirectory));
        }

        return Task.FromResult(reading.HasErrors ? ExitCode.Wrong : ExitCode.Done);
    }

    private static string Summary(SettingsReading reading, string directory)
    {
        int errors = reading.Problems.Count(problem => problem.Severity == Severity.Error);
        int warnings = reading.Problems.Count - errors;
        string problems = (errors, warnings) switch
        {
            (0, 0) => "no problems",
            (0, _) => Words.Count(warnings, "warning"),
            (_, 0) => Words.Count(errors, "error"),
            _ => $"{Words.Count(errors, "error")}, {Words.Count(warnings, "warning")}",
        };
        return reading.Site is { } site
            ? $"{directory}: {problems}. Site {site.Name}: {Words.Count(site.Zones.Count, "zone")}, {Words.Count(site.Assets.Count, "asset")}, "
                + $"{Words.Count(site.Conduits.Count, "conduit")}, {Words.Count(site.Policies.Count, "policy", "policies")}."
            : $"{directory}: {problems}; the gateway would not start with these settings.";
    }
}
