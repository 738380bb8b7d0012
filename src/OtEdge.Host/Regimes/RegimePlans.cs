using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Regimes;

/// <summary>Makes plans of what the settings say.</summary>
internal static class RegimePlans
{
    /// <summary>The regimes of a site; shifts when it configures none.</summary>
    public static RegimePlan Of(SettingsModel? model, TimeZoneInfo zone) => model is not { Regimes.Count: > 0 }
        ? RegimePlan.Shifts(zone)
        : new RegimePlan([.. model.Regimes.Select(regime => new OperatingRegime(regime.Name, Trigger(regime)))], zone);

    /// <summary>What must be covered.</summary>
    public static CoveragePlan Coverage(SettingsModel? model, RegimePlan regimes)
    {
        CoverageSettings coverage = model?.Coverage ?? new CoverageSettings();
        return new CoveragePlan([.. regimes.Regimes.Select(regime => regime.Name)], coverage.Episodes, coverage.Flat);
    }

    /// <summary>A condition of the settings.</summary>
    public static ProcessCondition Condition(TagCondition condition) =>
        new([.. condition.AnyOf.Select(group => (IReadOnlyList<TagTest>)[.. group.Select(Test)])]);

    private static RegimeTrigger Trigger(Regime regime) =>
        regime.When is { } when ? new RegimeTrigger.ByValue(Condition(when))
        : regime.Cron is { } cron ? new RegimeTrigger.ByCalendar(CronSchedule.Parse(cron), regime.For)
        : new RegimeTrigger.ByButton();

    private static TagTest Test(TagComparison comparison) =>
        new(comparison.Tag, Operator(comparison.Operator), comparison.Number, comparison.Word);

    private static ComparisonOperator Operator(string sign) => sign switch
    {
        "==" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => throw new ArgumentException($"'{sign}' is no comparison", nameof(sign)),
    };
}
