using System.Globalization;
using OtEdge.Core.Staging;
using OtEdge.Core.Tags;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Host.Regimes;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Guarding;

/// <summary>Watches one interlock: it holds when its condition was true without a break for its dwell. Thread-safe.</summary>
/// <param name="interlock">The interlock.</param>
/// <param name="book">The present values.</param>
internal sealed class InterlockWatch(Interlock interlock, TagBook book)
{
    private readonly Lock gate = new();
    private readonly ProcessCondition condition = RegimePlans.Condition(interlock.When);
    private readonly string[] tags = [.. interlock.When.AnyOf.SelectMany(group => group).Select(test => test.Tag).Distinct()];
    private long? trueSinceTicks;

    /// <summary>The interlock.</summary>
    public Interlock Interlock => interlock;

    /// <summary>Takes in that a value was seen, so that no short break is missed between two looks.</summary>
    public void Notice(string tag, long nowTicks)
    {
        if (tags.Contains(tag, StringComparer.Ordinal))
        {
            _ = Look(nowTicks);
        }
    }

    /// <summary>Whether it holds now; unknown when a value is bad, stale or was never seen.</summary>
    /// <param name="nowTicks">Monotonic time in 100 ns.</param>
    public Fact Look(long nowTicks)
    {
        TagValue[] values = [.. tags.Select(tag => book.Now(tag, interlock.Stale))];
        bool? holds = condition.Holds(tag => values.First(value => value.Tag == tag).Trusted);
        lock (gate)
        {
            trueSinceTicks = holds == true ? trueSinceTicks ?? nowTicks : null;
            return holds switch
            {
                null => Fact.Unknown($"interlock {interlock.Name} is not known: {string.Join("; ", values.Where(value => value.Trusted is null).Select(value => $"{value.Tag} {value.Why}"))}"),
                false => Fact.False($"interlock {interlock.Name}: {Shown(values)}; needs {interlock.When.Text} for {interlock.Dwell.TotalSeconds:0} s"),
                _ => Dwelt(TimeSpan.FromTicks(nowTicks - trueSinceTicks!.Value)),
            };
        }
    }

    private Fact Dwelt(TimeSpan held) => held >= interlock.Dwell
        ? Fact.True($"interlock {interlock.Name} holds: {interlock.When.Text}")
        : Fact.False($"interlock {interlock.Name}: {interlock.When.Text} for {held.TotalSeconds:0} s; needs {interlock.Dwell.TotalSeconds:0} s");

    private static string Shown(IEnumerable<TagValue> values) => string.Join(", ", values.Select(value =>
        $"{value.Tag} is {value.Reading?.Word ?? value.Reading?.Number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "unknown"}"));
}
