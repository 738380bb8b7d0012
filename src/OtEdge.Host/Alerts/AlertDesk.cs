using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Alerts;

/// <summary>Raises alerts of findings, and lets people see, acknowledge and shelve them. Thread-safe; never called by a loop.</summary>
internal sealed class AlertDesk : IAlerts
{
    private static readonly TimeSpan ShelfDefault = TimeSpan.FromHours(8);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private readonly IJournal journal;
    private readonly IAlertStore store;
    private readonly AlertPlaces places;
    private readonly EventStream events;
    private readonly TimeProvider time;
    private readonly AlertBook book;
    private readonly long startedAt;
    private long tests;

    /// <summary>Goes on with the alerts that were open.</summary>
    public AlertDesk(IJournal journal, AlertPlaces places, EventStream events, TimeProvider time, AlertLimits? limits = null)
    {
        this.journal = journal;
        this.places = places;
        this.events = events;
        this.time = time;
        store = journal.Alerts;
        startedAt = time.GetTimestamp();
        book = new AlertBook(limits ?? new AlertLimits(), store.Alerts(new AlertQuery(IsOpen: true, CountMax: 10_000)), store.Shelvings());
    }

    /// <summary>Records findings and, in one transaction with them, what they raise.</summary>
    public void Record(IReadOnlyList<Finding> findings)
    {
        lock (turn)
        {
            AlertTime now = Now();
            var steps = new OrderedDictionary<string, AlertStep>(StringComparer.Ordinal);
            foreach (Finding finding in findings)
            {
                if (book.Take(finding, places.Of(finding), now) is { } step)
                {
                    bool isSent = step.IsSent || (steps.TryGetValue(step.Alert.Id, out AlertStep? known) && known.IsSent);
                    steps[step.Alert.Id] = step with { IsSent = isSent };
                }
            }

            Write(findings, [.. steps.Values]);
        }
    }

    /// <summary>Raises an alert that no finding stands behind.</summary>
    public void Raise(Alert alert)
    {
        lock (turn)
        {
            Write([], [new AlertStep(alert, IsSent: true)]);
        }
    }

    /// <summary>Lets time pass: once a second.</summary>
    public void Pass()
    {
        lock (turn)
        {
            IReadOnlyList<AlertStep> steps = book.Pass(Now());
            if (steps.Count > 0)
            {
                Write([], steps);
            }
        }
    }

    /// <inheritdoc/>
    public Answer<Alert[]> List(AlertQuery query)
    {
        journal.Flush(FlushTimeout);
        return (Alert[])[.. store.Alerts(query)];
    }

    /// <inheritdoc/>
    public Answer<Alert> Show(string id)
    {
        journal.Flush(FlushTimeout);
        return store.Alert(id) is { } alert ? alert : Missing(id);
    }

    /// <inheritdoc/>
    public Answer<Alert> Acknowledge(string id, AcknowledgeRequest request, string user) =>
        Change(id, alert => book.Acknowledge(alert, user, time.GetUtcNow(), request.Note));

    /// <inheritdoc/>
    public Answer<Alert> Shelve(string id, ShelveRequest request, string user)
    {
        if (request.Off)
        {
            return Change(id, alert =>
            {
                store.Unshelve(alert.Key);
                return book.Unshelve(alert);
            });
        }

        TimeSpan length = ShelfDefault;
        if (request.For is { } text && (!DurationText.TryParse(text, out length) || length <= TimeSpan.Zero || length > Shelving.LongestTime))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong time", $"for is \"{text}\"; expected a time such as 8h, at most 7d.");
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return new Refusal(
                RefusalKind.Invalid, "Reason missing", "shelving hides an alert from people; say why with --reason TEXT.");
        }

        return Change(id, alert =>
        {
            var shelving = new Shelving(alert.Key, time.GetUtcNow() + length, user, request.Reason.Trim());
            store.Keep(shelving);
            return book.Shelve(alert, shelving);
        });
    }

    /// <inheritdoc/>
    public Answer<Alert> Test(AlertSeverity severity, string user)
    {
        Alert alert = AlertText.Test(user, severity, time.GetUtcNow(), Interlocked.Increment(ref tests));
        Raise(alert);
        return journal.Flush(FlushTimeout)
            ? alert
            : new Refusal(RefusalKind.Failed, "Not written", "the test alert could not be written to the journal; otedge doctor says why.");
    }

    private static Refusal Missing(string id) =>
        new(RefusalKind.Unknown, "Unknown alert", $"there is no alert \"{id}\"; see otedge alerts.");

    private Answer<Alert> Change(string id, Func<Alert, Alert> change)
    {
        journal.Flush(FlushTimeout);
        lock (turn)
        {
            if (store.Alert(id) is not { } alert)
            {
                return Missing(id);
            }

            Alert changed = change(alert);
            store.Keep(changed);
            Publish(changed);
            return changed;
        }
    }

    private void Write(IReadOnlyList<Finding> findings, IReadOnlyList<AlertStep> steps)
    {
        journal.Record(findings, null, steps);
        foreach (AlertStep step in steps.Where(step => step.IsSent))
        {
            Publish(step.Alert);
        }
    }

    private void Publish(Alert alert) => events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "alert", Alert = alert });

    private AlertTime Now() => new(time.GetElapsedTime(startedAt), time.GetUtcNow());
}
