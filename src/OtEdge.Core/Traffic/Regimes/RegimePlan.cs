namespace OtEdge.Core.Traffic.Regimes;

/// <summary>The regimes of a site and how they are told apart.</summary>
/// <param name="Regimes">In file order: when several hold, the first one is the regime.</param>
/// <param name="Zone">Time zone of the plant; calendars are read in it.</param>
public sealed record RegimePlan(IReadOnlyList<OperatingRegime> Regimes, TimeZoneInfo Zone)
{
    /// <summary>A regime that holds for less than this is a flicker and no episode. Default 5 s.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A process value that was not seen for longer than this is unknown. Default 60 s.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The tags that the regimes are told by.</summary>
    public IReadOnlySet<string> Tags { get; } = Regimes
        .Select(regime => regime.Trigger)
        .OfType<RegimeTrigger.ByValue>()
        .SelectMany(trigger => trigger.Condition.AnyOf)
        .SelectMany(group => group)
        .Select(test => test.Tag)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The plan of a site that configures no regimes: shifts of 8 h that start at 6, 14 and 22 o'clock local time.</summary>
    public static RegimePlan Shifts(TimeZoneInfo zone) => new(
        [new OperatingRegime(RegimeNames.Shift, new RegimeTrigger.ByCalendar(CronSchedule.Parse("0 6,14,22 * * *"), For: null))],
        zone);

    /// <summary>True when a person can set the regime by hand.</summary>
    public bool HasButton(string regime) =>
        Regimes.Any(known => known.Name == regime && known.Trigger is RegimeTrigger.ByButton);
}
