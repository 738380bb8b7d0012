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
            (0, _) => Count(warnings, "warning"),
            (_, 0) => Count(errors, "error"),
            _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}",
        };
        return reading.Site is { } site
            ? $"{directory}: {problems}. Site {site.Name}: {Count(site.Zones.Count, "zone")}, {Count(site.Assets.Count, "asset")}, "
                + $"{Count(site.Conduits.Count, "conduit")}, {Count(site.Policies.Count, "policy", "policies")}."
            : $"{directory}: {problems}; the gateway would not start with these settings.";
    }

    private static string Count(int number, string one, string? many = null) =>
        $"{number} {(number == 1 ? one : many ?? one + "s")}";
}
