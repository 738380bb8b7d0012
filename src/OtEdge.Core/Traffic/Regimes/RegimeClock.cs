using System.Collections.Immutable;

namespace OtEdge.Core.Traffic.Regimes;

/// <summary>
/// Tells which operating regime holds, from process values, the calendar and buttons. Immutable: an event gives the next clock.
/// Regimes are asked in file order and the first that holds is the regime; when one that comes before it cannot be told, because a
/// process value is bad, stale or not known yet, the regime is unknown. A regime must hold for the plan's debounce before its
/// episode begins; the episode then begins with the first of those moments.
/// </summary>
public sealed record RegimeClock
{
    private ImmutableDictionary<string, TagReading> readings = ImmutableDictionary.Create<string, TagReading>(StringComparer.Ordinal);

    private RegimeClock(RegimePlan plan) => Plan = plan;

    /// <summary>The regimes.</summary>
    public RegimePlan Plan { get; private init; }

    /// <summary>Where the clock stands.</summary>
    public RegimeState State { get; private init; } = new RegimeState.Starting(null, default);

    /// <summary>The regime that people have set by hand; null: none.</summary>
    public string? Button { get; private init; }

    /// <summary>A clock that has seen nothing yet.</summary>
    /// <param name="plan">The regimes.</param>
    /// <param name="button">The regime that was set by hand before; null: none.</param>
    public static RegimeClock Start(RegimePlan plan, string? button = null) => new(plan) { Button = button };

    /// <summary>The clock after an event, and the episode that it began.</summary>
    public RegimeStep After(RegimeEvent happening) => happening switch
    {
        RegimeEvent.ValueSeen seen => (Plan.Tags.Contains(seen.Tag) ? this with { readings = readings.SetItem(seen.Tag, seen.Reading) } : this)
            .At(seen.Utc),
        RegimeEvent.ButtonSet button => (this with { Button = button.Regime }).At(button.Utc),
        RegimeEvent.PlanChanged changed => (this with
        {
            Plan = changed.Plan,
            Button = Button is { } held && changed.Plan.HasButton(held) ? held : null,
            readings = readings.RemoveRange(readings.Keys.Where(tag => !changed.Plan.Tags.Contains(tag))),
        }).At(changed.Utc),
        _ => At(happening.Utc),
    };

    /// <summary>What holds at a moment, however short it has held.</summary>
    public RegimeStretch Holding(DateTimeOffset now)
    {
        foreach (OperatingRegime regime in Plan.Regimes)
        {
            (bool? holds, DateTimeOffset? run) = Ask(regime, now);
            if (holds is null)
            {
                return new RegimeStretch(RegimeNames.Unknown);
            }

            if (holds.Value)
            {
                return new RegimeStretch(regime.Name, run);
            }
        }

        return new RegimeStretch(RegimeNames.Other);
    }

    private (bool? Holds, DateTimeOffset? Run) Ask(OperatingRegime regime, DateTimeOffset now)
    {
        switch (regime.Trigger)
        {
            case RegimeTrigger.ByValue value:
                return (value.Condition.Holds(tag => Recall(tag, now)), null);
            case RegimeTrigger.ByCalendar calendar:
                DateTimeOffset? run = calendar.Starts.RunningSince(now, calendar.For, Plan.Zone);
                return (run is not null, run);
            default:
                return (Button == regime.Name, null);
        }
    }

    private TagReading? Recall(string tag, DateTimeOffset now) =>
        readings.TryGetValue(tag, out TagReading? reading) && now - reading.Utc <= Plan.Stale ? reading : null;

    private RegimeStep At(DateTimeOffset now)
    {
        RegimeStretch holding = Holding(now);
        switch (State)
        {
            case RegimeState.Settled settled when settled.Stretch == holding:
                return new RegimeStep(this, null);
            case RegimeState.Settled settled:
                return new RegimeStep(this with { State = new RegimeState.Changing(settled.Stretch, holding, now) }, null);
            case RegimeState.Changing changing when changing.From == holding:
                return new RegimeStep(this with { State = new RegimeState.Settled(holding) }, null);
            case RegimeState.Changing changing:
                return Wait(holding, changing.Target, changing.Since, now, since => changing with { Target = holding, Since = since });
            default:
                var starting = (RegimeState.Starting)State;
                return Wait(holding, starting.Target, starting.Since, now, since => new RegimeState.Starting(holding, since));
        }
    }

    private RegimeStep Wait(
        RegimeStretch holding, RegimeStretch? target, DateTimeOffset since, DateTimeOffset now, Func<DateTimeOffset, RegimeState> waiting)
    {
        // A clock that was set back starts the wait again: what has held since a moment that has not come yet is not known.
        if (target != holding || now < since)
        {
            return new RegimeStep(this with { State = waiting(now) }, null);
        }

        return now - since < Plan.Debounce
            ? new RegimeStep(this, null)
            : new RegimeStep(this with { State = new RegimeState.Settled(holding) }, new EpisodeStart(holding, since));
    }
}
