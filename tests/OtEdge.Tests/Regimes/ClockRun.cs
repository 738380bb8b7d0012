using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Tests.Regimes;

/// <summary>Feeds a regime clock in virtual time and notes the episodes that begin, with their seconds since the start.</summary>
internal sealed class ClockRun(RegimePlan plan, DateTimeOffset start)
{
    private readonly List<string> episodes = [];
    private RegimeClock clock = RegimeClock.Start(plan);
    private DateTimeOffset now = start;

    private DateTimeOffset Start { get; } = start;

    public IReadOnlyList<string> Episodes => episodes;

    public ClockRun Value(double state) => Take(new RegimeEvent.ValueSeen("filler.state", new TagReading(state, null, now)));

    public ClockRun Button(string? regime) => Take(new RegimeEvent.ButtonSet(regime, now));

    /// <summary>Lets time pass, ticking at the start and at the end.</summary>
    public ClockRun Pass(double seconds)
    {
        Take(new RegimeEvent.TimePassed(now));
        now = now.AddSeconds(seconds);
        return Take(new RegimeEvent.TimePassed(now));
    }

    private ClockRun Take(RegimeEvent happening)
    {
        RegimeStep step = clock.After(happening);
        clock = step.Clock;
        if (step.Began is { } began)
        {
            episodes.Add($"{began.Stretch.Regime} {(began.From - Start).TotalSeconds}");
        }

        return this;
    }
}
