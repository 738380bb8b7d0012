using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

public sealed class KeyWorkerTests
{
    [Fact]
    public void Work_is_done_in_order_and_what_it_throws_is_told_on_the_loop()
    {
        using var worker = new KeyWorker();
        var loop = new FakeLoop(new FakeTimeProvider());
        var told = new List<string>();
        Assert.True(worker.TryDo(IPAddress.Loopback, () => { }, loop, fault => told.Add(fault?.Message ?? "done")));
        Assert.True(worker.TryDo(IPAddress.Loopback, () => throw new InvalidOperationException("broken"), loop, fault => told.Add(fault?.Message ?? "done")));
        Assert.True(SpinWait.SpinUntil(() => worker.IsIdle, TimeSpan.FromSeconds(30)));
        Assert.Empty(told);
        loop.Turn();
        Assert.Equal(["done", "broken"], told);
    }

    [Fact]
    public void Who_finds_the_queue_full_is_turned_away_at_once()
    {
        using var worker = new KeyWorker();
        using var gate = new ManualResetEventSlim();
        var loop = new FakeLoop(new FakeTimeProvider());
        int taken = 0;
        while (worker.TryDo(IPAddress.Loopback, gate.Wait, loop, _ => { }))
        {
            taken++;
            Assert.True(taken < 1000);
        }

        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => worker.IsIdle, TimeSpan.FromSeconds(30)));
        Assert.True(worker.TryDo(IPAddress.Loopback, () => { }, loop, _ => { }));
    }

    [Fact]
    public void Clients_take_turns_and_who_asks_for_much_only_holds_itself_up()
    {
        using var worker = new KeyWorker();
        using var gate = new ManualResetEventSlim();
        var loop = new FakeLoop(new FakeTimeProvider());
        var done = new List<string>();
        Assert.True(worker.TryDo(IPAddress.Loopback, gate.Wait, loop, _ => { }));
        IPAddress greedy = IPAddress.Parse("10.66.6.6");
        int taken = 0;
        while (worker.TryDo(greedy, () => { }, loop, _ => done.Add("greedy")))
        {
            taken++;
        }

        Assert.Equal(KeyWorker.WaitingPerClientMax, taken);
        Assert.True(worker.TryDo(IPAddress.Parse("10.20.0.11"), () => { }, loop, _ => done.Add("one")));
        Assert.True(worker.TryDo(IPAddress.Parse("10.20.0.12"), () => { }, loop, _ => done.Add("two")));
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => worker.IsIdle, TimeSpan.FromSeconds(30)));
        loop.Turn();
        Assert.Equal(["greedy", "one", "two", "greedy"], done.Take(4));
    }
}
