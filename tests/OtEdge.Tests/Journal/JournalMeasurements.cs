using System.Diagnostics;
using OtEdge.Core.Findings;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>How fast the journal is on this machine; run on demand: <c>-explicit only -class OtEdge.Tests.Journal.JournalMeasurements</c>.</summary>
public sealed class JournalMeasurements(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JournalDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory(Explicit = true), Trait("run", "on demand")]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    public void Folded_findings_a_second(int distinct)
    {
        const int batchCount = 500;
        using SqliteJournal journal = directory.Open();
        Finding[] findings = [.. Enumerable.Range(0, distinct).Select(number => JournalSamples.Finding(number, $"conduit-{number % 4}"))];
        for (int round = 0; round < 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            int next = 0;
            int total = 0;
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3))
            {
                for (int batches = 0; batches < 8; batches++)
                {
                    Finding[] batch = new Finding[batchCount];
                    for (int i = 0; i < batchCount; i++)
                    {
                        batch[i] = findings[next] with { LastSeen = JournalSamples.Start.AddTicks(total++) };
                        next = (next + 1) % distinct;
                    }

                    journal.Record(batch);
                }

                // So that nothing is shed: the figure is what reaches the disk.
                Assert.True(journal.Flush(Patience));
            }

            TimeSpan took = Stopwatch.GetElapsedTime(start);
            Assert.Equal(0, journal.Shed);
            output.WriteLine($"{distinct} distinct, round {round}: {total / took.TotalSeconds:N0} findings/s durable");
        }

        long bytes = new FileInfo(directory.Database).Length;
        output.WriteLine($"file {bytes / 1024.0 / 1024.0:N1} MiB");
    }

    [Theory(Explicit = true), Trait("run", "on demand")]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_latency(bool isBusy)
    {
        using SqliteJournal journal = directory.Open();
        journal.Adopt(JournalSamples.Conduit());
        using CancellationTokenSource end = new();
        Thread recorder = new(() =>
        {
            for (int round = 0; !end.IsCancellationRequested; round++)
            {
                journal.Record([.. Enumerable.Range(0, 100).Select(i => JournalSamples.Finding(((round * 100) + i) % 8000))]);
                Thread.Sleep(5);
            }
        });
        if (isBusy)
        {
            recorder.Start();
        }

        List<double> milliseconds = [];
        for (int i = 0; i < 400; i++)
        {
            long start = Stopwatch.GetTimestamp();
            journal.Commit(JournalSamples.Change($"c-{i}"), JournalSamples.Conduit(epoch: i));
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        end.Cancel();
        if (isBusy)
        {
            recorder.Join();
        }

        milliseconds.Sort();
        output.WriteLine(
            $"commit{(isBusy ? " beside up to 20,000 findings/s" : "")}: p50 {milliseconds[200]:N2} ms, p99 {milliseconds[396]:N2} ms, max {milliseconds[^1]:N2} ms");
    }

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Opening_a_large_journal()
    {
        using (SqliteJournal journal = directory.Open())
        {
            for (int conduit = 0; conduit < 40; conduit++)
            {
                journal.Record([.. Enumerable.Range(0, 10_000).Select(number => JournalSamples.Finding(number, $"conduit-{conduit}"))]);
                Assert.True(journal.Flush(Patience));
            }
        }

        long start = Stopwatch.GetTimestamp();
        directory.Open().Dispose();
        output.WriteLine(
            $"{new FileInfo(directory.Database).Length / 1024.0 / 1024.0:N0} MiB checked and opened in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms");
    }
}
