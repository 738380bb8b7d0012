using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Host.Gateway;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A loop that does not come round is seen, and so is that it goes on.</summary>
public sealed class StalledLoopTests
{
    [Fact]
    public void A_loop_that_beats_between_looks_is_never_stalled()
    {
        var pulse = new LoopPulse();
        for (int look = 0; look < 100; look++)
        {
            pulse.Beat();
            Assert.False(pulse.Look());
            Assert.False(pulse.IsStalled);
        }
    }

    [Fact]
    public void A_standstill_is_told_once_and_so_is_its_end()
    {
        var pulse = new LoopPulse();
        pulse.Beat();
        bool[] news = [.. Enumerable.Range(0, 20).Select(_ => pulse.Look())];
        Assert.Equal(LoopPulse.LooksInVainMax, Array.IndexOf(news, true));
        Assert.Single(news, told => told);
        Assert.True(pulse.IsStalled);

        pulse.Beat();
        Assert.True(pulse.Look());
        Assert.False(pulse.IsStalled);
        Assert.False(pulse.Look());
    }

    [Theory]
    [InlineData(TransportChoice.Automatic)]
    [InlineData(TransportChoice.Portable)]
    public async Task A_loop_that_hangs_is_counted_and_said_of_its_conduits_alone_until_it_goes_on(TransportChoice transport)
    {
        using var journal = new InMemoryJournal();
        using var hang = new ManualResetEventSlim();
        var names = new SiteNames();
        names.Take(Gateway.Plant.Site());
        var findings = new FindingDesk(names, journal, new EventStream(TimeProvider.System), TimeProvider.System);
        var options = new DataPlaneOptions { Loops = 2, Transport = transport };
        await using var plane = new DataPlane(options, findings, TimeProvider.System, NullLoggerFactory.Instance);
        var deck = new ConduitDeck(plane, new PolicyShelf(journal), names, NullLogger.Instance);
        LiveConduit[] conduits = [Live("one"), Live("two")];
        deck.Replace(conduits);
        Array.ForEach(conduits, deck.Open);
        var watch = new LoopWatch(deck, findings, TimeProvider.System);
        RunningConduit one = conduits[0].State.Running!, two = conduits[1].State.Running!;

        one.Loop.Post(hang.Wait);
        await UntilAsync(() => one.IsStalled);
        watch.Look();
        watch.Look();
        Assert.Equal(1, plane.StallsTotal);
        Assert.False(two.IsStalled);
        Finding finding = Assert.Single(journal.Findings(new FindingQuery()));
        Assert.Equal(("one", FindingKind.LoopStalled), (finding.Conduit, finding.Kind));
        Assert.Contains("does not come round", Assert.Single(deck.Unready(journalFault: null)));

        hang.Set();
        await UntilAsync(() => !one.IsStalled);
        watch.Look();
        Assert.Empty(deck.Unready(journalFault: null));
        Assert.Equal(1, plane.StallsTotal);
        Assert.Single(journal.Findings(new FindingQuery()));
    }

    private static LiveConduit Live(string name) => new(name, new ConduitState
    {
        Settings = Gateway.Plant.Conduit with { Name = name },
        Confirmed = new ConduitRecord(name, 0, DateTimeOffset.UnixEpoch, PostureRecord.Start, new TrafficTotals()),
    });

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (long end = Environment.TickCount64 + 60_000; !holds() && Environment.TickCount64 < end;)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(holds(), "it does not hold after 60 s");
    }
}
