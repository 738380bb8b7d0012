using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>The guard of refused baseline flows, with a client and a PLC.</summary>
public sealed class RefusedBaselineTests
{
    [Fact]
    public async Task A_flow_that_was_legitimate_and_is_refused_takes_the_trial_back_at_once()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.True(await plant.WriteAsync(client));
        await plant.ProposeAsync("monitor");
        ChangeResult trial = await plant.ProposeAsync("enforce");

        Assert.False(await plant.WriteAsync(client));
        await Eventually.TrueAsync(() => plant.Gateway.Change(trial.Id).Value!.State == "rolled_back");
        Assert.Contains("legitimate before", plant.Gateway.Change(trial.Id).Value!.Outcome, StringComparison.Ordinal);
        Assert.True(await plant.WriteAsync(client));
    }

    [Fact]
    public async Task What_people_called_legitimate_takes_the_second_trial_back_too_though_the_first_has_refused_it()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.ProposeAsync("monitor");
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.True(await plant.WriteAsync(client));
        await Eventually.TrueAsync(() => plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal)).Value!.Length == 1);
        string id = plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal)).Value![0].Id;
        Assert.True(plant.Gateway.Evidence.Triage(id, new TriageRequest(TriageDecision.Allow), "alice").IsDone);

        for (int attempt = 0; attempt < 2; attempt++)
        {
            ChangeResult trial = await plant.ProposeAsync("enforce");
            Assert.False(await plant.WriteAsync(client));
            await Eventually.TrueAsync(() => plant.Gateway.Change(trial.Id).Value!.State == "rolled_back");
        }
    }

    [Fact]
    public async Task What_was_never_seen_before_moves_nothing_however_much_it_is()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await using NetworkStream client = await plant.ConnectAsync();
        await plant.ProposeAsync("monitor");
        ChangeResult trial = await plant.ProposeAsync("enforce");
        for (byte address = 0; address < 200; address++)
        {
            Assert.False(await plant.WriteAsync(client, address));
        }

        await Eventually.TrueAsync(() =>
            plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal, CountMax: 1000)).Value!.Length == 200);
        Assert.Equal("trial", plant.Gateway.Change(trial.Id).Value!.State);
        Assert.Empty(plant.Writes);
    }
}
