using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Findings;
using OtEdge.Host.Gateway;
using OtEdge.Host.Guarding;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Guarding;

public sealed class IdentityWatchTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryJournal journal = new();
    private readonly List<string> told = [];

    [Fact]
    public void A_server_with_other_namespaces_is_told_of_also_when_they_changed_while_nobody_looked()
    {
        Watch().Take([Namespaces("urn:acme:filler http://acme.com/filler/")], 0);
        Watch().Take([Namespaces("urn:acme:filler http://acme.com/filler/")], 0);
        Assert.Empty(told);

        Watch().Take([Namespaces("urn:acme:filler http://acme.com/filler/v2/")], 0);

        Assert.Equal(
            "the server: namespaces was \"urn:acme:filler http://acme.com/filler/\" and is \"urn:acme:filler http://acme.com/filler/v2/\"",
            Assert.Single(told));
    }

    [Fact]
    public void A_server_that_says_something_else_each_time_is_told_of_once_a_minute()
    {
        IdentityWatch watch = Watch();
        for (int second = 0; second < 120; second++)
        {
            watch.Take([Namespaces($"urn:acme:{second}")], 0);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, told.Count);
    }

    public void Dispose() => journal.Dispose();

    private IdentityWatch Watch() => new(new Nobody(), new SiteNames(), new Ledger(journal, time, NullLogger.Instance), time)
    {
        Changed = (_, words) => told.Add(words),
    };

    private TrafficFinding Namespaces(string text)
    {
        var finding = new TrafficFinding { Kind = FindingKind.DeviceChanged, Detail = TrafficFinding.NamespacesDetail, Utc = time.GetUtcNow() };
        finding.SetData(Encoding.UTF8.GetBytes(text));
        return finding;
    }

    private sealed class Nobody : IFindingSink
    {
        public void Take(ReadOnlySpan<TrafficFinding> findings, long shed)
        {
        }
    }
}
