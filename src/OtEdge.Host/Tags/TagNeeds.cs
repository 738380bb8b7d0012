using OtEdge.Core.Traffic.Regimes;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Tags;

/// <summary>Which tags the settings rely on.</summary>
internal static class TagNeeds
{
    /// <summary>The longest useful age of every tag that regimes, interlocks or the heartbeat guard name.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Of(SettingsModel? settings)
    {
        var needs = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        if (settings is null)
        {
            return needs;
        }

        TimeSpan regimes = RegimePlan.Shifts(TimeZoneInfo.Utc).Stale;
        settings.Regimes.ToList().ForEach(regime => Need(needs, TagsOf(regime.When), regimes));
        settings.Interlocks.ToList().ForEach(interlock => Need(needs, TagsOf(interlock.When), interlock.Stale));
        Need(needs, settings.Guards.Heartbeat, settings.Guards.Grace);
        return needs;
    }

    private static IEnumerable<string> TagsOf(TagCondition? condition) =>
        condition?.AnyOf.SelectMany(group => group).Select(comparison => comparison.Tag) ?? [];

    private static void Need(Dictionary<string, TimeSpan> needs, IEnumerable<string> tags, TimeSpan stale)
    {
        foreach (string tag in tags)
        {
            needs[tag] = needs.TryGetValue(tag, out TimeSpan other) && other < stale ? other : stale;
        }
    }
}
