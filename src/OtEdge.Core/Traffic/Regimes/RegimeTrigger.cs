namespace OtEdge.Core.Traffic.Regimes;

/// <summary>What says that a regime holds.</summary>
public abstract record RegimeTrigger
{
    private RegimeTrigger()
    {
    }

    /// <summary>Process values say it.</summary>
    /// <param name="Condition">What must hold.</param>
    public sealed record ByValue(ProcessCondition Condition) : RegimeTrigger;

    /// <summary>The calendar says it. Every start is an episode; one that falls into a running one only prolongs it.</summary>
    /// <param name="Starts">When it starts, in the plant's time zone.</param>
    /// <param name="For">How long it runs from each start, in elapsed time; null: until the next start.</param>
    public sealed record ByCalendar(CronSchedule Starts, TimeSpan? For) : RegimeTrigger;

    /// <summary>People say it.</summary>
    public sealed record ByButton : RegimeTrigger;
}
