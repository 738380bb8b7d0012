namespace OtEdge.Host.Commands.Doctor;

/// <summary>Is the clock plausible? Expiries, windows and certificates hang on it.</summary>
/// <param name="time">The clock.</param>
internal sealed class ClockExamination(TimeProvider time) : IExamination
{
    private const string Check = "clock";
    private const int YearMin = 2025;
    private const int YearMax = 2080;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        var now = time.GetUtcNow();
        string said = $"{now:yyyy-MM-dd HH:mm:ss} UTC, this machine's zone is {time.LocalTimeZone.Id}"
            + (patient.Settings.Site is { } site ? $", the plant's {site.TimeZone.Id}" : "");
        var diagnosis = now.Year is < YearMin or > YearMax
            ? Diagnosis.Fail(Check, said, "set it (timedatectl set-time, or NTP); a dead battery loses it at every power cut")
            : patient.Status is { } status && status.StartedAt > now
                ? Diagnosis.Warn(Check, $"{said}; it was put back since the gateway started", "see that NTP is steady: timedatectl")
                : Diagnosis.Ok(Check, said);
        return Task.FromResult<IReadOnlyList<Diagnosis>>([diagnosis]);
    }
}
