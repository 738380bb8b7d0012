using System.Net;
using System.Net.Sockets;
using OtEdge.Core.Staging;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Every guard takes a trial back, seen from outside: a client, a PLC, and what happens to the change.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task A_client_that_asked_all_the_time_and_falls_silent_takes_a_trial_back()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        plant.IsSilent = true;

        Assert.Contains("127.0.0.2 asked all the time before, and has been silent", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_losing_its_connection_takes_a_trial_back_though_it_asks_on()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        plant.ComesAnew = true;

        Assert.Contains("127.0.0.2 held its connection all the time before", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exceptions_that_were_not_there_before_take_a_trial_back()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        plant.Fails = true;

        Assert.Contains("of 100 replies are exceptions, 0 before", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_that_stands_still_takes_a_trial_back()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        plant.StandsStill = true;

        Assert.Contains("heartbeat filler.counter has not changed for", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_grows_slow_takes_a_trial_back_but_not_while_a_newcomer_may_be_the_cause()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        NetworkStream newcomer = await plant.ConnectAsync("127.0.0.9");
        plant.Takes = TimeSpan.FromMilliseconds(60);
        await plant.PassAsync(60);
        Assert.Equal("trial", plant.Change(id).State);
        Assert.Contains(plant.Change(id).Guards, guard => guard.Why.Contains("while 127.0.0.9 is connected", StringComparison.Ordinal));
        await newcomer.DisposeAsync();

        Assert.Contains("half of the device's answers take longer than", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_twice_as_slow_by_less_than_anybody_feels_takes_nothing_back()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();

        plant.Takes = TimeSpan.FromMilliseconds(8);
        await plant.PassAsync(60);

        Assert.Equal("trial", plant.Change(id).State);
    }

    [Fact]
    public async Task A_conduit_that_does_not_come_up_again_takes_its_trial_back()
    {
        await using var plant = new GuardedPlant();
        string id = await plant.TryAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        plant.WriteSettings(other.LocalEndpoint.ToString()!);
        Assert.True((await plant.Gateway.ReloadAsync("alice", plant.Stopping)).IsDone);
        await plant.Gateway.RestartAsync(Plant.Filling, "alice", plant.Stopping);
        plant.IsSilent = true;

        Assert.Contains("does not run as it should", await plant.GoesBackAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_for_longer_than_the_grace_takes_a_trial_back()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        string id = (await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "1h"))).Id;

        gateway.Journal.Fault = "disk full";
        for (int second = 0; second < 600 && gateway.Conduit().ChangeInFlight is not null; second++)
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal("monitor", gateway.Conduit().Mode);
        gateway.Journal.Fault = null;
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => gateway.Journal.Change(id)!.State == ChangeState.RolledBack);
        Assert.Contains("cannot write its journal: disk full", gateway.Journal.Change(id)!.Outcome, StringComparison.Ordinal);
    }
}
