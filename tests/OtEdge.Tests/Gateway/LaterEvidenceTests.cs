using System.Net.Sockets;
using OtEdge.Console.Api;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Evidence that goes bad after it was good enough: another device, or gates that are met no more.</summary>
public sealed class LaterEvidenceTests
{
    private static readonly byte[] AskIdentity = [0, 3, 0, 0, 0, 5, 1, 43, 14, 1, 0];

    [Fact]
    public async Task What_is_approved_and_no_longer_ready_is_not_armed_and_gathers_evidence_again()
    {
        await using var plant = new ModbusPlant("pair");
        string id = await ApprovedAsync(plant);
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.True(await plant.WriteAsync(client));

        Answer<ChangeResult> refused = await plant.Gateway.StepAsync(id, ChangeStep.Arm, new StepRequest(), "alice", plant.Stopping);

        Assert.Equal("Not ready", refused.Refusal?.Title);
        Assert.Contains("triage: Of 1 flow", refused.Refusal!.Detail, StringComparison.Ordinal);
        await UntilAsync(plant, id, "shadowing");
        ChangeView view = plant.Gateway.Change(id).Value!;
        Assert.Empty(view.Approvals);
        Assert.Contains(view.History, mark => mark.By is null && mark.What.StartsWith("no longer ready: triage", StringComparison.Ordinal));
        Assert.Equal("monitor", plant.Conduit.Mode);
    }

    [Fact]
    public async Task Another_device_takes_an_approved_change_back_to_the_check_and_nothing_from_before_counts()
    {
        await using var plant = new ModbusPlant("pair");
        string id = await ApprovedAsync(plant);
        await AskAsync(plant);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        plant.Revision = "V2.0";
        await AskAsync(plant);

        await UntilAsync(plant, id, "checked");
        Assert.Empty(plant.Gateway.Change(id).Value!.Approvals);
        EvidenceView evidence = plant.Gateway.Evidence.Evidence(Plant.Filling, new EvidenceRequest()).Value!;
        Assert.True(evidence.From >= before, $"evidence from {evidence.From:O} counts, the device changed after {before:O}");
        Assert.Contains(evidence.Notes, note => note.Contains("nothing from before counts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_that_a_restart_has_ended_is_not_armed_again_when_the_device_is_another_one()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.ProposeAsync("monitor");
        await AskAsync(plant);
        string id = (await plant.ProposeAsync("enforce")).Id;
        await plant.StartAsync();
        Assert.Equal("rolled_back", plant.Gateway.Change(id).Value!.State);
        plant.Revision = "V2.0";
        await AskAsync(plant);
        await Eventually.TrueAsync(() => plant.Gateway.Change(id).Value!.History[^1].What.StartsWith("evidence is stale", StringComparison.Ordinal));

        Answer<ChangeResult> refused = await plant.Gateway.StepAsync(id, ChangeStep.Arm, new StepRequest(), "alice", plant.Stopping);

        Assert.Equal("Step does not fit", refused.Refusal?.Title);
        Assert.Equal("monitor", plant.Conduit.Mode);
    }

    private static async Task<string> ApprovedAsync(ModbusPlant plant)
    {
        await plant.StartAsync();
        foreach (string mode in (string[])["monitor", "enforce"])
        {
            ChangeResult ready = await plant.ProposeAsync(mode);
            Assert.Equal("ready", ready.State);
            await StepAsync(plant, ready.Id, ChangeStep.Approve, "bert");
            if (mode == "enforce")
            {
                return ready.Id;
            }

            await StepAsync(plant, ready.Id, ChangeStep.Arm, "alice");
        }

        throw new InvalidOperationException("the loop ends above");
    }

    private static async Task StepAsync(ModbusPlant plant, string id, ChangeStep step, string user)
    {
        Answer<ChangeResult> done = await plant.Gateway.StepAsync(id, step, new StepRequest(), user, plant.Stopping);
        Assert.True(done.IsDone, done.Refusal?.Detail);
    }

    // The gateway looks every quarter of a minute by itself, and twice before it is sure.
    private static async Task UntilAsync(ModbusPlant plant, string id, string state)
    {
        for (int look = 0; plant.Gateway.Change(id).Value!.State != state; look++)
        {
            Assert.True(look < 1200, $"it is {plant.Gateway.Change(id).Value!.State} after two minutes, expected {state}");
            await Task.Delay(100, plant.Stopping);
        }
    }

    private static async Task AskAsync(ModbusPlant plant)
    {
        await using NetworkStream stream = await plant.ConnectAsync();
        await stream.WriteAsync(AskIdentity, plant.Stopping);
        byte[] reply = new byte[7 + 7 + 6];
        await stream.ReadExactlyAsync(reply, plant.Stopping);
    }
}
