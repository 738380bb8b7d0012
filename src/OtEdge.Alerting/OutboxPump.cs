using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting;

/// <summary>
/// Takes alerts out of the outbox to one receiver: at least once, in order per conduit, and given up only when the receiver has them.
/// What was sent and could not be marked is not sent again by this process.
/// </summary>
/// <param name="store">The outbox.</param>
/// <param name="receiver">Name of the receiver.</param>
internal sealed class OutboxPump(IAlertStore store, string receiver)
{
    // Also the most that a killed process sends again.
    private const int PageMax = 200;
    private static readonly TimeSpan MarkTimeout = TimeSpan.FromSeconds(10);

    private readonly HashSet<(long Sequence, string Alert)> unmarked = [];
    private long sentTotal;

    /// <summary>Alerts that were sent since the start.</summary>
    public long SentTotal => Interlocked.Read(ref sentTotal);

    /// <summary>Sends one page: one alert after the other for each conduit, conduits beside each other.</summary>
    /// <param name="send">Sends one alert; returns when the receiver has it, and throws when it has not.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>False when nothing waited, or the journal can neither be read nor written.</returns>
    public async Task<bool> PumpAsync(Func<Alert, CancellationToken, Task> send, CancellationToken stop)
    {
        IReadOnlyList<OutboxEntry> page = Read();
        var sent = new List<OutboxEntry>(page.Where(entry => unmarked.Contains((entry.Sequence, entry.Alert.Id))));
        try
        {
            IEnumerable<IGrouping<string, OutboxEntry>> conduits =
                page.Where(entry => !unmarked.Contains((entry.Sequence, entry.Alert.Id))).GroupBy(entry => entry.Alert.Conduit);
            await Task.WhenAll(conduits.Select(conduit => SendAsync(conduit, sent, send, stop)));
        }
        finally
        {
            Mark(sent);
        }

        return page.Count > 0 && unmarked.Count == 0;
    }

    private async Task SendAsync(
        IEnumerable<OutboxEntry> entries, List<OutboxEntry> sent, Func<Alert, CancellationToken, Task> send, CancellationToken stop)
    {
        foreach (OutboxEntry entry in entries)
        {
            await send(entry.Alert, stop);
            Interlocked.Increment(ref sentTotal);
            lock (sent)
            {
                sent.Add(entry);
            }
        }
    }

    private IReadOnlyList<OutboxEntry> Read()
    {
        try
        {
            return store.Unsent(receiver, PageMax);
        }
        catch (IOException)
        {
            // The journal tells of its own troubles.
            return [];
        }
    }

    private void Mark(List<OutboxEntry> sent)
    {
        if (sent.Count == 0)
        {
            return;
        }

        unmarked.Clear();
        if (!store.Sent(receiver, sent, MarkTimeout))
        {
            unmarked.UnionWith(sent.Select(entry => (entry.Sequence, entry.Alert.Id)));
        }
    }
}
