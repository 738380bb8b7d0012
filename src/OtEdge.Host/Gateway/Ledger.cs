using Microsoft.Extensions.Logging;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>
/// Writes states to the journal in order. What tightens must be durable first or it does not happen; what loosens happens anyway,
/// and is owed to the journal until the disk can be written again. Thread-safe.
/// </summary>
internal sealed partial class Ledger
{
    private const int HistoryMax = 100;

    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock turn = new();
    private readonly Queue<Action> owed = new();
    private int owedCount;

    /// <summary>Makes the ledger of a journal.</summary>
    public Ledger(IJournal journal, TimeProvider time, ILogger logger)
    {
        Journal = journal;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>The journal beneath.</summary>
    public IJournal Journal { get; }

    /// <summary>The moment, for what is written.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The moment by both clocks.</summary>
    public Moment Moment => time.Now();

    /// <summary>Why the journal cannot be written or is behind; null: neither. Guards ask four times a second, so it never waits for a disk.</summary>
    public string? Fault => Journal.Fault
        ?? (Volatile.Read(ref owedCount) is > 0 and var count ? $"{count} changes are in force but not yet in the journal." : null);

    /// <summary>Writes now, after everything that is owed.</summary>
    /// <returns>Why it could not; null when it is durable.</returns>
    public string? TryNow(Action<IJournal> write)
    {
        lock (turn)
        {
            try
            {
                PayAll();
                write(Journal);
                return null;
            }
            catch (IOException fault)
            {
                return fault.Message;
            }
        }
    }

    /// <summary>Writes now or, when the disk fails, as soon as it can be written again.</summary>
    /// <param name="what">What it is, for the log.</param>
    /// <param name="write">The write.</param>
    public void NowOrLater(string what, Action<IJournal> write)
    {
        lock (turn)
        {
            owed.Enqueue(() => write(Journal));
            if (TryPayAll() is { } fault)
            {
                LogOwed(logger, what, fault);
            }
        }
    }

    /// <summary>Tries again to write what is owed.</summary>
    public void Settle()
    {
        lock (turn)
        {
            _ = TryPayAll();
        }
    }

    /// <summary>Notes in the journal that the process ends in order, unless the journal is owed something.</summary>
    public void EndInOrder() => _ = TryNow(static journal => journal.EndInOrder());

    /// <summary>The newest changes of a conduit; empty when the journal cannot be read.</summary>
    public IReadOnlyList<StagedChange> HistoryOf(string conduit)
    {
        try
        {
            return Journal.Changes(conduit, HistoryMax);
        }
        catch (IOException fault)
        {
            LogUnread(logger, conduit, fault.Message);
            return [];
        }
    }

    /// <summary>What the journal keeps of a policy.</summary>
    public PolicyRevision RevisionOf(PolicyDocument policy) =>
        new(policy.Digest, policy.Name, PolicyDocumentJson.Write(policy), Now);

    private string? TryPayAll()
    {
        try
        {
            PayAll();
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private void PayAll()
    {
        try
        {
            while (owed.TryPeek(out Action? first))
            {
                first();
                owed.Dequeue();
            }
        }
        finally
        {
            Volatile.Write(ref owedCount, owed.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} holds, but is not yet in the journal: {Fault}")]
    private static partial void LogOwed(ILogger logger, string what, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changes of conduit {Conduit} cannot be read: {Fault}")]
    private static partial void LogUnread(ILogger logger, string conduit, string fault);
}
