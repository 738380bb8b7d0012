using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>A process of its own that writes a journal until it is killed, and says on its output what was acknowledged.</summary>
public sealed class JournalChild
{
    public const string Conduit = "filling";

    /// <summary>Ends each line, so that one cut by the kill is told from a whole one.</summary>
    public const string EndOfLine = " .";

    private const string DirectoryVariable = "OTEDGE_JOURNAL_CHILD";

    // SIGXFSZ: a file grew past its limit; unhandled, it ends the process before SQLite can say so.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Lock Output = new();

    /// <summary>Starts the child on a state directory.</summary>
    public static Process Start(string directory)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "OtEdge.Tests"))
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-explicit", "only", "-noColor", "-method", $"{typeof(JournalChild).FullName}.{nameof(Write_until_killed)}" },
            Environment = { [DirectoryVariable] = directory },
        };
        return Process.Start(start)!;
    }

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Write_until_killed()
    {
        string? directory = Environment.GetEnvironmentVariable(DirectoryVariable);
        Assert.SkipWhen(directory is null, "started by the tests that kill it");
        using PosixSignalRegistration survive = PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
        using SqliteJournal journal = SqliteJournal.Open(
            directory,
            TimeProvider.System,
            NullLogger.Instance,
            new JournalOptions { GroupDelay = TimeSpan.FromMilliseconds(1), RetryDelayMax = TimeSpan.FromMilliseconds(300) });
        journal.Adopt(JournalSamples.Conduit(Conduit));
        Say("ready");
        Thread findings = new(() => WriteFindings(journal)) { IsBackground = true };
        findings.Start();
        WriteChanges(journal);
    }

    private static void WriteChanges(SqliteJournal journal)
    {
        long epoch = journal.Conduits()[0].Epoch;
        while (true)
        {
            string id = journal.NextChangeId();
            StagedChange change = JournalSamples.Change(id, Conduit) with { BaseEpoch = epoch };
            try
            {
                journal.Commit(change);
                Say($"draft {id}");
                journal.Commit(change with { Stage = JournalSamples.Stage(ChangeState.Confirmed) }, JournalSamples.Conduit(Conduit, epoch + 1));
                Say($"confirmed {id} {++epoch}");
            }
            catch (IOException)
            {
                Say($"refused {journal.Fault}");
                Thread.Sleep(20);
            }
        }
    }

    private static void WriteFindings(SqliteJournal journal)
    {
        long seen = journal.Findings(new FindingQuery(CountMax: 10_000)).Sum(finding => finding.Times);
        for (int round = 0; ; round++)
        {
            Finding[] batch = [.. Enumerable.Range(0, 50)
                .Select(i => JournalSamples.Finding((round * 7 + i) % 500, Conduit, DateTimeOffset.UtcNow))];
            Say($"recording {seen + batch.Length}");
            journal.Record(batch);
            while (!journal.Flush(Patience))
            {
                Thread.Sleep(20);
            }

            seen += batch.Length;
            Say($"recorded {seen}");
        }
    }

    private static void Say(string line)
    {
        lock (Output)
        {
            System.Console.Out.WriteLine($"journal: {line}{EndOfLine}");
            System.Console.Out.Flush();
        }
    }
}
