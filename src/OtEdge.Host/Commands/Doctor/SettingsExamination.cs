using OtEdge.Host.Commands.Rendering;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Can the gateway start with these settings, and does it run with them?</summary>
internal sealed class SettingsExamination : IExamination
{
    private const string Check = "settings";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        List<Diagnosis> found = [OnDisk(patient)];
        if (patient.Status is { SettingsProblems.Count: > 0 } status)
        {
            found.Add(Diagnosis.Fail(
                Check,
                $"the gateway rejected the settings at its last reload ({Words.Count(status.SettingsProblems.Count, "problem")}) and runs with the former settings",
                "mend what 'otedge check' says, then run 'otedge reload'"));
        }

        return Task.FromResult<IReadOnlyList<Diagnosis>>(found);
    }

    private static Diagnosis OnDisk(Patient patient)
    {
        int errors = patient.Settings.Problems.Count(problem => problem.Severity == Severity.Error);
        int warnings = patient.Settings.Problems.Count - errors;
        return (errors, warnings, patient.Settings.Site) switch
        {
            ( > 0, _, _) => Diagnosis.Fail(
                Check,
                $"{patient.ConfigDirectory}: {Words.Count(errors, "error")}, first: {patient.Settings.Problems.First(problem => problem.Severity == Severity.Error)}",
                "run 'otedge check' for all of them"),
            (_, > 0, _) => Diagnosis.Warn(
                Check, $"{patient.ConfigDirectory}: {Words.Count(warnings, "warning")}", "run 'otedge check' to see them"),
            (_, _, { } site) => Diagnosis.Ok(
                Check, $"{patient.ConfigDirectory}: site {site.Name}, {Words.Count(site.Conduits.Count, "conduit")}"),
            _ => Diagnosis.Fail(Check, $"{patient.ConfigDirectory}: no site", "run 'otedge check'"),
        };
    }
}
