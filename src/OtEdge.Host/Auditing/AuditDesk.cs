using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Host.Gateway;
using OtEdge.Journal.Auditing;

namespace OtEdge.Host.Auditing;

/// <summary>Shows and proves the audit, and signs its end once a minute, so that an outside copy of a signature is never far behind.</summary>
/// <param name="ledger">The way to the journal.</param>
/// <param name="logger">Takes every checkpoint: the system's log is a place outside.</param>
internal sealed partial class AuditDesk(Ledger ledger, ILogger logger) : IAuditDesk, IAsyncDisposable
{
    private const int PageLines = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private Task signing = Task.CompletedTask;
    private AuditCheckpoint? last;

    /// <summary>Finds a change by its id.</summary>
    public Func<string, Answer<ChangeView>> Change { get; set; } = static id => new Refusal(RefusalKind.Unknown, "Unknown change", id);

    private IAudit Audit => ledger.Journal.Audit;

    /// <summary>Begins to sign.</summary>
    public void Start(TimeProvider time)
    {
        Note("started", "the gateway has started");
        Sign();
        signing = RepeatAsync(time);
    }

    /// <summary>Notes something, as soon as the journal can be written.</summary>
    public void Note(AuditNote note) => ledger.NowOrLater("An audit entry", journal => journal.Audit.Append(note));

    /// <inheritdoc/>
    public Answer<AuditView[]> Entries(AuditQuery query) =>
        Read<AuditView[]>(() => (AuditView[])[.. Audit.Entries(query).Select(AuditView.Of)]);

    /// <inheritdoc/>
    public Answer<AuditProofView> Proof() => Read<AuditProofView>(() =>
    {
        // Checkpoints of a former key are for who kept that key's public half: otedge audit verify FILE --key.
        string? key = Audit.PublicKey;
        AuditCheckpoint[] kept = [.. Audit.Checkpoints()];

        // What this process has signed itself is outside of the database.
        AuditCheckpoint[] all = last is { } own && !kept.Contains(own) ? [.. kept, own] : kept;
        string? name = all.Length > 0 ? all[^1].Key : null;
        AuditCheckpoint[] ours = [.. all.Where(checkpoint => checkpoint.Key == name)];
        AuditProof proof = AuditProof.Of(Lines(), ours, key is null ? [] : [key], isWhole: true);
        return new AuditProofView(proof.First, proof.Last, proof.Signed, proof.Faults) { Keys = name is null ? [] : [name] };
    });

    /// <inheritdoc/>
    public Answer<AuditLines> Export() => Read<AuditLines>(() =>
    {
        Sign();
        return new AuditLines(AuditExport.Write(Lines(), Audit.Checkpoints(), Audit.PublicKey));
    });

    /// <inheritdoc/>
    public Answer<ChangeArchive> Archive(string change, string user) => Read<ChangeArchive>(() =>
    {
        Answer<ChangeView> found = Change(change);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        IReadOnlyDictionary<string, byte[]> files = ChangeArchives.Files(found.Value);
        Audit.Append(new AuditNote
        {
            At = ledger.Now,
            Kind = AuditKind.Change,
            Action = ChangeArchives.Action,
            By = user,
            Conduit = found.Value.Conduit,
            Subject = found.Value.Id,
            Text = $"the evidence of {found.Value.Id} was taken out as an archive",
            Facts = ChangeArchives.Digests(files),
        });
        Sign();
        long first = Audit.Entries(new AuditQuery(Subject: found.Value.Id, CountMax: int.MaxValue))[0].Sequence;
        return new ChangeArchive(ChangeArchives.Pack(files, AuditExport.Write(Lines(first), Audit.Checkpoints(), Audit.PublicKey)));
    });

    /// <summary>Stops, and signs what there is.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await signing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Note("stopped", "the gateway stops in order");
        Sign();
        stop.Dispose();
    }

    private void Note(string action, string text) => Note(new AuditNote
    {
        At = ledger.Now,
        Kind = AuditKind.Gateway,
        Action = action,
        By = AuditNote.Itself,
        Text = text,
    });

    private async Task RepeatAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            Sign();
        }
    }

    private void Sign()
    {
        try
        {
            AuditCheckpoint? newest = Audit.Sign();
            if (newest is not null && newest != last)
            {
                last = newest;
                string line = AuditExport.Line(newest);
                LogSigned(logger, line);
            }
        }
        catch (IOException fault)
        {
            // The journal's fault is told elsewhere; the next minute tries again.
            LogUnsigned(logger, fault.Message);
        }
    }

    private IEnumerable<string> Lines(long from = 1)
    {
        while (true)
        {
            IReadOnlyList<string> page = Audit.Lines(from, PageLines);
            foreach (string line in page)
            {
                yield return line;
            }

            if (page.Count < PageLines)
            {
                yield break;
            }

            from += page.Count;
        }
    }

    private static Answer<T> Read<T>(Func<Answer<T>> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "The audit cannot be read", fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit checkpoint {Checkpoint}")]
    private static partial void LogSigned(ILogger logger, string checkpoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit was not signed: {Fault}")]
    private static partial void LogUnsigned(ILogger logger, string fault);
}
