using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Flows;
using Xunit;

namespace OtEdge.Tests.Flows;

/// <summary>A process of its own that records traffic until it is killed, and says on its output what was acknowledged.</summary>
public sealed class FlowChild
{
    /// <summary>Ends each line, so that one cut by the kill is told from a whole one.</summary>
    public const string EndOfLine = " .";

    public const int Flows = 10;
    private const string DirectoryVariable = "OTEDGE_FLOW_CHILD";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Starts the child on a state directory.</summary>
    public static Process Start(string directory)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "OtEdge.Tests"))
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-explicit", "only", "-noColor", "-method", $"{typeof(FlowChild).FullName}.{nameof(Record_until_killed)}" },
            Environment = { [DirectoryVariable] = directory },
        };
        return Process.Start(start)!;
    }

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Record_until_killed()
    {
        string? directory = Environment.GetEnvironmentVariable(DirectoryVariable);
        Assert.SkipWhen(directory is null, "started by the tests that kill it");
        using SqliteFlowStore store = SqliteFlowStore.Open(
            directory, TimeProvider.System, NullLogger.Instance, new FlowStoreOptions { GroupDelay = TimeSpan.FromMilliseconds(1) });
        long round = (store.Flow(FlowOf(0, 0).Id)?.Times ?? 0) + 1;
        Say("ready");
        for (; ; round++)
        {
            // Each batch has one operation of every flow, and every flow as it stands with it.
            DateTimeOffset now = DateTimeOffset.UtcNow;
            Flow[] flows = [.. Enumerable.Range(0, Flows).Select(number => FlowOf(number, round))];
            Say($"recording {round}");
            store.Record(new FlowBatch
            {
                Until = now,
                Flows = flows,
                Operations = [.. flows.Select(flow => FlowSamples.Operation(flow, now) with { Times = 1 })],
            });
            if (!store.Flush(Patience))
            {
                return;
            }

            Say($"recorded {round}");
            if (round % 5 == 0)
            {
                Say($"episode {store.BeginEpisode("producing", now).Number}");
            }
        }
    }

    private static Flow FlowOf(int number, long times) => FlowSamples.Write(number) with { Times = times, LastSeen = DateTimeOffset.UtcNow };

    private static void Say(string line)
    {
        System.Console.Out.WriteLine($"flows: {line}{EndOfLine}");
        System.Console.Out.Flush();
    }
}
