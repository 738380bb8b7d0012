using OtEdge.Alerting;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Alerts;

public sealed class OutboxPumpTests
{
    private readonly InMemoryAlertStore store = new();
    private readonly OutboxPump pump;
    private readonly List<string> sent = [];

    public OutboxPumpTests()
    {
        store.SendTo(["mqtt"]);
        pump = new OutboxPump(store, "mqtt");
    }

    [Fact]
    public async Task Alerts_are_sent_in_order_per_conduit_and_given_up_when_sent()
    {
        Record(30);
        Assert.True(await PumpAsync(Sent));
        Assert.False(await PumpAsync(Sent));
        foreach (string conduit in new[] { "a", "b" })
        {
            Assert.Equal(
                Enumerable.Range(0, 30).Select(Id).Where(id => Conduit(id) == conduit),
                sent.Where(id => Conduit(id) == conduit));
        }

        Assert.Equal(0, store.Waiting("mqtt").Waiting);
        Assert.Equal(30, pump.SentTotal);
    }

    [Fact]
    public async Task What_was_not_taken_stays_and_holds_back_what_comes_after_it_in_its_conduit_only()
    {
        Record(10);
        await Assert.ThrowsAsync<IOException>(() => PumpAsync(alert =>
            alert.Id == Id(4) ? throw new IOException("not taken") : Sent(alert)));
        Assert.Equal(["a0", "a2"], sent.Where(id => Conduit(id) == "a"));
        Assert.Equal(["b1", "b3", "b5", "b7", "b9"], sent.Where(id => Conduit(id) == "b"));
        Assert.Equal(3, store.Waiting("mqtt").Waiting);

        await PumpAsync(Sent);
        Assert.Equal(["a0", "a2", "a4", "a6", "a8"], sent.Where(id => Conduit(id) == "a"));
        Assert.Equal(10, sent.Count);
    }

    [Fact]
    public async Task What_was_sent_and_cannot_be_marked_is_not_sent_again()
    {
        Record(10);
        store.IsStuck = true;
        for (int round = 0; round < 5; round++)
        {
            Assert.False(await PumpAsync(Sent));
        }

        Assert.Equal(10, sent.Count);
        store.IsStuck = false;
        await PumpAsync(Sent);
        Assert.Equal((10, 0L), (sent.Count, store.Waiting("mqtt").Waiting));
    }

    private static string Id(int number) => $"{(number % 2 == 0 ? "a" : "b")}{number}";

    private static string Conduit(string id) => id[..1];

    private void Record(int count) => store.Record([.. Enumerable.Range(0, count).Select(number =>
        new AlertStep(
            AlertText.Test("anna", AlertSeverity.Low, DateTimeOffset.UnixEpoch, number) with { Id = Id(number), Conduit = Conduit(Id(number)) },
            IsSent: true))]);

    private Task<bool> PumpAsync(Func<Alert, Task> send) =>
        pump.PumpAsync((alert, _) => send(alert), TestContext.Current.CancellationToken);

    private async Task Sent(Alert alert)
    {
        await Task.Yield();
        lock (sent)
        {
            sent.Add(alert.Id);
        }
    }
}
