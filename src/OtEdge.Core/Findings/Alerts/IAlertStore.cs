namespace OtEdge.Core.Findings.Alerts;

/// <summary>Keeps alerts, and those that wait for a receiver, over restarts and power loss. Thread-safe; never called by a loop.</summary>
/// <remarks>Alerts come in with their findings, by <see cref="IJournal.Record"/>. Methods throw <see cref="IOException"/> when the disk
/// cannot be read or written.</remarks>
public interface IAlertStore
{
    /// <summary>Says who receives alerts that are recorded from now on; what waits for others stays.</summary>
    /// <param name="receivers">Names of receivers, such as <c>mqtt</c>.</param>
    void SendTo(IReadOnlyList<string> receivers);

    /// <summary>Alerts, last raised first.</summary>
    IReadOnlyList<Alert> Alerts(AlertQuery query);

    /// <summary>An alert by its id; null when there is none.</summary>
    Alert? Alert(string id);

    /// <summary>Keeps what a person did with an alert; durable on return.</summary>
    void Keep(Alert alert);

    /// <summary>Keeps a shelving in place of an earlier one of its key; durable on return.</summary>
    void Keep(Shelving shelving);

    /// <summary>Ends the shelving of a key; durable on return.</summary>
    void Unshelve(string key);

    /// <summary>Every shelving, those that are over included.</summary>
    IReadOnlyList<Shelving> Shelvings();

    /// <summary>The first alerts that wait for a receiver, oldest first; only what is durable.</summary>
    IReadOnlyList<OutboxEntry> Unsent(string receiver, int countMax);

    /// <summary>Says that a receiver has taken alerts, and waits until that is durable.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="entries">What it took.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <returns>False when the time ran out or the disk failed: they will be offered again.</returns>
    bool Sent(string receiver, IReadOnlyList<OutboxEntry> entries, TimeSpan timeout);

    /// <summary>How much waits for a receiver.</summary>
    OutboxState Waiting(string receiver);
}
