using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Testing.Journal;

/// <summary>Alerts without a disk; what is recorded is offered to receivers at once. Set <see cref="IsStuck"/> to make marks fail.</summary>
public sealed class InMemoryAlertStore : IAlertStore
{
    private readonly Lock gate = new();
    private readonly List<Alert> alerts = [];
    private readonly Dictionary<string, Shelving> shelf = [];
    private readonly List<(string Receiver, OutboxEntry Entry)> outbox = [];
    private IReadOnlyList<string> receivers = [];
    private long last;

    public bool IsStuck { get; set; }

    public void SendTo(IReadOnlyList<string> receivers) => this.receivers = receivers;

    public void Record(IReadOnlyList<AlertStep> steps)
    {
        lock (gate)
        {
            foreach (AlertStep step in steps)
            {
                Put(step.Alert);
                if (step.IsSent)
                {
                    last++;
                    outbox.AddRange(receivers.Select(receiver => (receiver, new OutboxEntry(last, step.Alert))));
                }
            }
        }
    }

    public IReadOnlyList<Alert> Alerts(AlertQuery query)
    {
        lock (gate)
        {
            return
            [
                .. alerts.AsEnumerable().Reverse()
                    .Where(alert => query.Conduit is null || alert.Conduit == query.Conduit)
                    .Where(alert => alert.Severity >= query.SeverityMin)
                    .Where(alert => query.Since is not { } since || alert.RaisedAt >= since || alert.LastSeen >= since)
                    .Where(alert => query.IsOpen is not { } isOpen || alert.IsOpen == isOpen)
                    .Take(query.CountMax),
            ];
        }
    }

    public Alert? Alert(string id)
    {
        lock (gate)
        {
            return alerts.Find(alert => alert.Id == id);
        }
    }

    public void Keep(Alert alert)
    {
        lock (gate)
        {
            Put(alert);
        }
    }

    public void Keep(Shelving shelving)
    {
        lock (gate)
        {
            shelf[shelving.Key] = shelving;
        }
    }

    public void Unshelve(string key)
    {
        lock (gate)
        {
            shelf.Remove(key);
        }
    }

    public IReadOnlyList<Shelving> Shelvings()
    {
        lock (gate)
        {
            return [.. shelf.Values.OrderBy(one => one.Until)];
        }
    }

    public IReadOnlyList<OutboxEntry> Unsent(string receiver, int countMax)
    {
        lock (gate)
        {
            return [.. outbox.Where(one => one.Receiver == receiver).Select(one => one.Entry).Take(countMax)];
        }
    }

    public bool Sent(string receiver, IReadOnlyList<OutboxEntry> entries, TimeSpan timeout)
    {
        lock (gate)
        {
            if (!IsStuck)
            {
                outbox.RemoveAll(one => one.Receiver == receiver && entries.Any(entry => entry.Sequence == one.Entry.Sequence));
            }

            return !IsStuck;
        }
    }

    public OutboxState Waiting(string receiver)
    {
        IReadOnlyList<OutboxEntry> waiting = Unsent(receiver, int.MaxValue);
        return new OutboxState(waiting.Count, waiting.Count == 0 ? null : waiting[0].Alert.RaisedAt);
    }

    private void Put(Alert alert)
    {
        int index = alerts.FindIndex(other => other.Id == alert.Id);
        if (index < 0)
        {
            alerts.Add(alert);
        }
        else
        {
            alerts[index] = alert;
        }
    }
}
