using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>One flow in memory. Counters of a day are made when the day comes, so that a flow seen once stays small.</summary>
/// <param name="conduit">Name of the conduit.</param>
/// <param name="fingerprint">What makes its operations alike.</param>
internal sealed class FlowCell(string conduit, Fingerprint fingerprint)
{
    private const int SamplesMax = 5;
    private const int HoursPerDay = 24;

    private readonly long[]?[] days = new long[]?[7];
    private readonly List<string> samples = [];
    private Tally total;
    private double? min;
    private double? max;
    private DateTimeOffset first = DateTimeOffset.MaxValue;
    private (VerdictWord Verdict, DecisionReason Reason, string? Rule) last;

    /// <summary>Stable name.</summary>
    public string Id { get; } = fingerprint.IdOn(conduit);

    /// <summary>What makes its operations alike.</summary>
    public Fingerprint Fingerprint => fingerprint;

    /// <summary>True when what the store had of it is in here; until then it must not replace that.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Counts that the store has not got yet, of the minute and of the episode last seen.</summary>
    public OpenCounts Open { get; } = new();

    /// <summary>Single operations kept in the present minute.</summary>
    public OperationBudget Operations { get; } = new();

    /// <summary>Whether it waits to be handed over, and how urgently.</summary>
    public Handover Waiting { get; set; }

    /// <summary>Counts what was seen.</summary>
    /// <returns>True when it went otherwise than the last time.</returns>
    public bool See(in Sighting sighting)
    {
        bool isNews = total.Times == 0 || last.Verdict != sighting.Last.Verdict || last.Reason != sighting.Last.Reason;
        total = total.Plus(sighting.Count);
        long[] hours = days[sighting.Hour / HoursPerDay] ??= new long[HoursPerDay];
        hours[sighting.Hour % HoursPerDay] += sighting.Count.Times;
        first = sighting.At < first ? sighting.At : first;
        LastSeen = sighting.At > LastSeen ? sighting.At : LastSeen;
        last = sighting.Last;
        return isNews;
    }

    /// <summary>Notes a written value.</summary>
    public void Note(in WrittenValue value)
    {
        if (value.Number is { } number)
        {
            min = Math.Min(min ?? number, number);
            max = Math.Max(max ?? number, number);
        }

        if (value.Sample is { } sample && (samples.Count == 0 || samples[^1] != sample))
        {
            AddSample(sample);
        }
    }

    /// <summary>Takes in what the store has of it.</summary>
    /// <param name="stored">The flow; null: the store does not know it.</param>
    public void Complete(Flow? stored)
    {
        IsComplete = true;
        if (stored is null)
        {
            return;
        }

        if (total.Times == 0)
        {
            last = (stored.LastVerdict, stored.LastReason, stored.LastRule);
        }

        total = total.Plus(new Tally(stored.Times, stored.WouldBeRefused, stored.Refused));
        first = stored.FirstSeen < first ? stored.FirstSeen : first;
        LastSeen = stored.LastSeen > LastSeen ? stored.LastSeen : LastSeen;
        min = min is null || stored.ValueMin < min ? stored.ValueMin ?? min : min;
        max = max is null || stored.ValueMax > max ? stored.ValueMax ?? max : max;
        string[] newer = [.. samples];
        samples.Clear();
        foreach (string sample in stored.Samples.Concat(newer))
        {
            AddSample(sample);
        }

        for (int hour = 0; hour < stored.HoursOfWeek.Count; hour++)
        {
            if (stored.HoursOfWeek[hour] > 0)
            {
                (days[hour / HoursPerDay] ??= new long[HoursPerDay])[hour % HoursPerDay] += stored.HoursOfWeek[hour];
            }
        }
    }

    /// <summary>The flow as it now stands.</summary>
    /// <param name="clientAsset">The asset that declares the client; null: none does.</param>
    public Flow ToFlow(string? clientAsset) => new()
    {
        Id = Id,
        Conduit = conduit,
        Client = fingerprint.ClientText,
        ClientAsset = clientAsset,
        Class = fingerprint.Class,
        Function = fingerprint.Function,
        Unit = fingerprint.Unit,
        Space = fingerprint.Target.Space,
        File = fingerprint.Target.File,
        Address = fingerprint.Target.Address,
        Count = fingerprint.Target.Count,
        Node = fingerprint.Node,
        ValueBand = fingerprint.Band,
        ValueMin = min,
        ValueMax = max,
        Samples = [.. samples],
        IsSweep = fingerprint.IsSweep,
        Times = total.Times,
        WouldBeRefused = total.WouldBeRefused,
        Refused = total.Refused,
        FirstSeen = first,
        LastSeen = LastSeen,
        HoursOfWeek = Hours(),
        LastVerdict = last.Verdict,
        LastReason = last.Reason,
        LastRule = last.Rule,
    };

    private void AddSample(string sample)
    {
        samples.Remove(sample);
        samples.Add(sample);
        if (samples.Count > SamplesMax)
        {
            samples.RemoveAt(0);
        }
    }

    private long[] Hours()
    {
        long[] hours = new long[days.Length * HoursPerDay];
        for (int day = 0; day < days.Length; day++)
        {
            days[day]?.CopyTo(hours, day * HoursPerDay);
        }

        return hours;
    }
}
