using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>Random operations on the journal and on a model without a disk; both must always tell the same.</summary>
public sealed class JournalModelTests
{
    private const int FindingsPerConduitMax = 12;

    private static readonly string[] Names = ["", "a", "b", "c", "d"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Random_operations_with_restarts_agree_with_the_model()
    {
        int first = Random.Shared.Next();
        for (int seed = first; seed < first + 40; seed++)
        {
            try
            {
                Walk(new Random(seed));
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    private static void Walk(Random random)
    {
        using JournalDirectory directory = new();
        JournalOptions options = new() { FindingsPerConduitMax = FindingsPerConduitMax };
        using InMemoryJournal model = new(FindingsPerConduitMax);
        SqliteJournal journal = directory.Open(options);
        try
        {
            for (int step = 0; step < 60; step++)
            {
                if (random.Next(12) == 0)
                {
                    journal.Dispose();
                    journal = directory.Open(options);
                }

                Action<IJournal> operation = Operation(random);
                Assert.Equal(Outcome(operation, model), Outcome(operation, journal));
                if (random.Next(4) == 0)
                {
                    Compare(model, journal, random);
                }
            }

            Compare(model, journal, random);
        }
        finally
        {
            journal.Dispose();
        }
    }

    // Each finding batch is flushed, since a group commit may otherwise drop by number later than the model does.
    private static Action<IJournal> Operation(Random random)
    {
        string name = Pick(random, Names);
        switch (random.Next(6))
        {
            case 0:
                ConduitRecord conduit = RandomConduit(random, name);
                string? renamedFrom = random.Next(3) == 0 ? Pick(random, [.. Names.Where(other => other != name)]) : null;
                return journal => journal.Adopt(conduit, renamedFrom);
            case 1:
                PolicyRevision revision = new(Pick(random, Names), name, $"{{\"n\":{random.Next(100)}}}", RandomTime(random));
                return journal => journal.Keep(revision);
            case 2:
                StagedChange change = JournalSamples.Change(
                    $"c-{random.Next(10):D4}", name, (ChangeState)random.Next(Enum.GetValues<ChangeState>().Length));
                ConduitRecord? confirmed = random.Next(2) == 0 ? RandomConduit(random, name) : null;
                return journal => journal.Commit(change, confirmed);
            default:
                Finding[] findings = [.. Enumerable.Range(0, random.Next(8)).Select(_ => RandomFinding(random))];
                TrafficTotals totals = new() { Requests = random.Next(), BytesFromDevices = random.NextInt64() };
                return journal =>
                {
                    journal.Record(findings, new Dictionary<string, TrafficTotals> { [name] = totals });
                    Assert.True(journal.Flush(Patience));
                };
        }
    }

    private static void Compare(InMemoryJournal model, SqliteJournal journal, Random random)
    {
        Assert.Equal(JournalSamples.Words(model.Conduits()), JournalSamples.Words(journal.Conduits()));
        Assert.Equal(JournalSamples.Words(model.Changes()), JournalSamples.Words(journal.Changes()));
        Assert.Equal(model.Findings(new FindingQuery(CountMax: 1000)), journal.Findings(new FindingQuery(CountMax: 1000)));
        foreach (string name in Names)
        {
            Assert.Equal(model.Revision(name), journal.Revision(name));
            Assert.Equal(JournalSamples.Words(model.Changes(name, 3)), JournalSamples.Words(journal.Changes(name, 3)));
        }

        FindingQuery query = new(
            random.Next(2) == 0 ? Pick(random, Names) : null,
            random.Next(2) == 0 ? RandomKind(random) : null,
            random.Next(2) == 0 ? VerdictWord.Refused : null,
            random.Next(2) == 0 ? RandomTime(random) : null,
            random.Next(1, 10));
        Assert.Equal(model.Findings(query), journal.Findings(query));
        string id = RandomFinding(random).Id;
        Assert.Equal(model.Finding(id), journal.Finding(id));
    }

    private static string Outcome(Action<IJournal> operation, IJournal journal)
    {
        try
        {
            operation(journal);
            return "done";
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private static ConduitRecord RandomConduit(Random random, string name) => new(
        name,
        random.Next(100),
        RandomTime(random),
        random.Next(2) == 0 ? JournalSamples.Posture : PostureRecord.Start with { Mode = (ConduitMode)random.Next(4) },
        new TrafficTotals { Replies = random.Next() });

    // What the key is made of is the same for equal keys; the rest varies.
    private static Finding RandomFinding(Random random)
    {
        int number = random.Next(60);
        DateTimeOffset at = RandomTime(random);
        return JournalSamples.Finding(number, Names[number % Names.Length], at, random.Next(1, 4)) with
        {
            Id = $"f-{number % 50:x8}",
            Kind = (FindingKind)(number % 3),
            Verdict = (VerdictWord)(number % 3),
            Class = number % 2 == 0 ? OperationClass.Admin : null,
            Unit = number % 4 == 0 ? null : number,
            FirstSeen = at.AddSeconds(-random.Next(5)),
            Value = random.Next(3) == 0 ? null : $"{random.Next(100)} °C",
            RuleAt = random.Next(3) == 0 ? null : $"policies/p.yaml:{random.Next(5)}",
            ClientAsset = random.Next(2) == 0 ? null : "scada-1",
            Text = $"text {random.Next(100)}",
        };
    }

    private static FindingKind RandomKind(Random random) => (FindingKind)random.Next(3);

    private static DateTimeOffset RandomTime(Random random) => JournalSamples.Start.AddSeconds(random.Next(40)).AddTicks(random.Next(2));

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
