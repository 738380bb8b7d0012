namespace OtEdge.Core.Traffic.Regimes;

/// <summary>Something that a regime may turn on.</summary>
/// <param name="Utc">When.</param>
public abstract record RegimeEvent(DateTimeOffset Utc)
{
    /// <summary>A process value was seen.</summary>
    /// <param name="Tag">Its name.</param>
    /// <param name="Reading">What it is.</param>
    public sealed record ValueSeen(string Tag, TagReading Reading) : RegimeEvent(Reading.Utc);

    /// <summary>Time has passed.</summary>
    /// <param name="Utc">It is now.</param>
    public sealed record TimePassed(DateTimeOffset Utc) : RegimeEvent(Utc);

    /// <summary>A person has set a regime by hand, or let go.</summary>
    /// <param name="Regime">The regime; null: none any more.</param>
    /// <param name="Utc">When.</param>
    public sealed record ButtonSet(string? Regime, DateTimeOffset Utc) : RegimeEvent(Utc);

    /// <summary>The settings were read again.</summary>
    /// <param name="Plan">The plan that holds now.</param>
    /// <param name="Utc">When.</param>
    public sealed record PlanChanged(RegimePlan Plan, DateTimeOffset Utc) : RegimeEvent(Utc);
}
