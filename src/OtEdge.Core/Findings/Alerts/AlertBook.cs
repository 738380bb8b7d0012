namespace OtEdge.Core.Findings.Alerts;

/// <summary>
/// Makes few alerts of many findings. Equal findings are one alert that counts; what one client, or everybody at a conduit, raises
/// beyond its budget is one flood that counts; what is over, or goes on for long, is told once more in a summary; what is shelved counts
/// and is not sent. Not thread-safe; its size is bounded by the budgets.
/// </summary>
public sealed class AlertBook
{
    private readonly AlertLimits limits;
    private readonly Dictionary<string, Entry> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlertBudget> budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shelving> shelved = new(StringComparer.Ordinal);
    private long number;

    /// <summary>Begins where the last process ended.</summary>
    /// <param name="limits">When alerts are folded, repeated and flooded.</param>
    /// <param name="alerts">Alerts that were open.</param>
    /// <param name="shelvings">What is shelved.</param>
    public AlertBook(AlertLimits limits, IEnumerable<Alert> alerts, IEnumerable<Shelving> shelvings)
    {
        this.limits = limits;
        foreach (Alert alert in alerts)
        {
            open[alert.Key] = new Entry(alert, TimeSpan.Zero) { HasNews = alert.Times > 1 };
        }

        foreach (Shelving shelving in shelvings)
        {
            shelved[shelving.Key] = shelving;
        }
    }

    /// <summary>Alerts that more is folded into.</summary>
    public int OpenCount => open.Count;

    /// <summary>Takes a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="place">What the site says of its place.</param>
    /// <param name="now">The moment.</param>
    /// <returns>What is to be written; null: nobody is alerted of such.</returns>
    public AlertStep? Take(Finding finding, AlertPlace place, AlertTime now)
    {
        if (AlertSeverities.Of(finding, place.Criticality) is not { } severity)
        {
            return null;
        }

        string sort = $"{finding.Conduit}|flood|{finding.Kind}|{finding.Verdict}";
        string sortOfClient = $"{sort}|{finding.Client}";
        if ((open.GetValueOrDefault(finding.Key) ?? open.GetValueOrDefault(sortOfClient) ?? open.GetValueOrDefault(sort)) is { } entry)
        {
            return entry.Fold(finding, severity, now.Elapsed);
        }

        if (!Budget(sort, limits.ConduitBurst, limits.ConduitRefill, now.Elapsed).TryTake(now.Elapsed))
        {
            return Open(AlertText.Flood(sort, isOfOneClient: false, finding, severity, place), now);
        }

        return Budget(sortOfClient, limits.ClientBurst, limits.ClientRefill, now.Elapsed).TryTake(now.Elapsed)
            ? Open(AlertText.Of(finding, severity, place, ++number), now)
            : Open(AlertText.Flood(sortOfClient, isOfOneClient: true, finding, severity, place), now);
    }

    /// <summary>Lets time pass: what is over ends, and what goes on for long is told again.</summary>
    public IReadOnlyList<AlertStep> Pass(AlertTime now)
    {
        var steps = new List<AlertStep>();
        foreach ((string key, Shelving _) in shelved.Where(one => one.Value.Until <= now.Utc).ToList())
        {
            shelved.Remove(key);
        }

        foreach ((string key, Entry entry) in open.ToList())
        {
            bool isFlood = entry.Alert.Kind == AlertKind.Flood;
            TimeSpan quiet = now.Elapsed - entry.FedAt;
            bool isOver = quiet >= (isFlood ? limits.FloodHoldDown : limits.HoldDown);
            bool isQuiet = isOver || (!entry.WasTold && quiet >= (isFlood ? limits.FloodQuietAfter : limits.QuietAfter));
            if (isOver)
            {
                open.Remove(key);
                steps.Add(new AlertStep(entry.Alert with { IsOpen = false }, IsSent: false));
            }

            if (entry.HasNews && (isQuiet || now.Elapsed - entry.ToldAt >= limits.RepeatAfter) && !IsShelved(key, now.Utc))
            {
                steps.Add(new AlertStep(AlertText.Summary(entry.Tell(now.Elapsed), now.Utc, isQuiet), IsSent: true));
            }
        }

        foreach ((string key, AlertBudget budget) in budgets.ToList())
        {
            if (budget.IsFull(now.Elapsed))
            {
                budgets.Remove(key);
            }
        }

        return steps;
    }

    /// <summary>Notes that a person has seen an alert.</summary>
    /// <returns>The alert with its present counts.</returns>
    public Alert Acknowledge(Alert alert, string by, DateTimeOffset at, string? note)
    {
        Alert seen = Present(alert) with { AcknowledgedBy = by, AcknowledgedAt = at, Note = note };
        Put(seen);
        return seen;
    }

    /// <summary>Shelves everything of a key; an earlier shelving of it is replaced.</summary>
    /// <param name="alert">An alert of that key.</param>
    /// <param name="shelving">For how long and why.</param>
    /// <returns>The alert with its present counts.</returns>
    public Alert Shelve(Alert alert, Shelving shelving)
    {
        shelved[shelving.Key] = shelving;
        Alert marked = Present(alert) with { ShelvedUntil = shelving.Until };
        Put(marked);
        return marked;
    }

    /// <summary>Ends the shelving of an alert's key.</summary>
    /// <returns>The alert with its present counts.</returns>
    public Alert Unshelve(Alert alert)
    {
        shelved.Remove(alert.Key);
        Alert marked = Present(alert) with { ShelvedUntil = null };
        Put(marked);
        return marked;
    }

    private Alert Present(Alert alert) =>
        open.TryGetValue(alert.Key, out Entry? entry) && entry.Alert.Id == alert.Id ? entry.Alert : alert;

    private void Put(Alert alert)
    {
        if (open.TryGetValue(alert.Key, out Entry? entry) && entry.Alert.Id == alert.Id)
        {
            entry.Alert = alert;
        }
    }

    private AlertStep Open(Alert alert, AlertTime now)
    {
        bool isShelved = IsShelved(alert.Key, now.Utc);
        Alert opened = isShelved ? alert with { ShelvedUntil = shelved[alert.Key].Until } : alert;
        open[alert.Key] = new Entry(opened, now.Elapsed) { HasNews = isShelved || alert.Times > 1 };
        return new AlertStep(opened, IsSent: !isShelved);
    }

    private bool IsShelved(string key, DateTimeOffset utc) => shelved.TryGetValue(key, out Shelving? shelving) && shelving.Until > utc;

    private AlertBudget Budget(string key, int burst, TimeSpan refill, TimeSpan now)
    {
        if (!budgets.TryGetValue(key, out AlertBudget? budget))
        {
            budget = new AlertBudget(burst, refill, now);
            budgets.Add(key, budget);
        }

        return budget;
    }

    private sealed class Entry(Alert alert, TimeSpan now)
    {
        public Alert Alert { get; set; } = alert;

        public TimeSpan FedAt { get; private set; } = now;

        public TimeSpan ToldAt { get; private set; } = now;

        public bool WasTold { get; private set; }

        public bool HasNews { get; set; }

        public Alert Tell(TimeSpan at)
        {
            (ToldAt, WasTold, HasNews) = (at, true, false);
            return Alert;
        }

        public AlertStep Fold(Finding finding, AlertSeverity severity, TimeSpan at)
        {
            FedAt = at;
            HasNews = true;
            Alert = Alert with
            {
                Severity = severity > Alert.Severity ? severity : Alert.Severity,
                FirstSeen = finding.FirstSeen < Alert.FirstSeen ? finding.FirstSeen : Alert.FirstSeen,
                LastSeen = finding.LastSeen > Alert.LastSeen ? finding.LastSeen : Alert.LastSeen,
                Times = Alert.Times + finding.Times,
                Spans = Alert.Kind == AlertKind.Flood ? AlertSpans.With(Alert.Spans, finding) : Alert.Spans,
            };
            return new AlertStep(Alert, IsSent: false);
        }
    }
}
