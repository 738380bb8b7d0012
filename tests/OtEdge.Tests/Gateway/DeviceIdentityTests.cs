using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Host.Guarding;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>A PLC that says in passing that it runs another program.</summary>
public sealed class DeviceIdentityTests
{
    private static readonly byte[] AskIdentity = [0, 3, 0, 0, 0, 5, 1, 43, 14, 1, 0];

    [Fact]
    public async Task A_device_that_changed_is_an_alarm_and_makes_evidence_stale_also_when_it_changed_while_nobody_looked()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.ProposeAsync("monitor");
        Answer<ChangeResult> draft = await plant.Gateway.ProposeAsync(
            new ProposalRequest { Conduit = Plant.Filling, Mode = "enforce", Reason = "r" }, "alice", plant.Stopping);
        await plant.Gateway.StepAsync(draft.Value!.Id, ChangeStep.Check, new StepRequest(), "bob", plant.Stopping);
        await AskAsync(plant);
        await AskAsync(plant);
        Assert.Empty(Alarms(plant));

        await plant.StartAsync();
        plant.Revision = "V2.0";
        await AskAsync(plant);

        await Eventually.TrueAsync(() => Alarms(plant).Length == 1);
        Assert.Contains("revision was \"V1.0\" and is \"V2.0\"", Alarms(plant)[0].Text, StringComparison.Ordinal);
        await Eventually.TrueAsync(() =>
            plant.Gateway.Change(draft.Value.Id).Value!.History.Any(mark => mark.What.Contains("V2.0", StringComparison.Ordinal)));
        Assert.Equal("monitor", plant.Conduit.Mode);
        AuditView told = Assert.Single(plant.Gateway.Audit.Entries(new AuditQuery(AuditKind.Device)).Value!);
        Assert.Contains("V2.0", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_plc_is_no_other_one()
    {
        byte[] Adu(byte run) => [0, 1, 0, 0, 0, 6, 1, 17, 3, 0x42, run, 7];
        Assert.Equal(DeviceIdentity.Of(Adu(0xFF)), DeviceIdentity.Of(Adu(0)));
        Assert.Equal("420007", DeviceIdentity.Of(Adu(0))["server-id"]);
    }

    [Fact]
    public void Cut_and_mutated_replies_are_read_without_harm()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] whole = [0, 3, 0, 0, 0, 14, 1, 43, 14, 1, 1, 0, 0, 2, 0, 1, 65, 2, 1, 66];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = whole[..random.Next(whole.Length + 1)];
            for (int change = 0; change < 3 && bytes.Length > 0; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Exception? fault = Record.Exception(() => DeviceIdentity.Of(bytes));
            Assert.True(fault is null, $"seed {seed}, round {round}: {fault}");
        }
    }

    private static FindingView[] Alarms(ModbusPlant plant) =>
        plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.DeviceChanged)).Value!;

    private static async Task AskAsync(ModbusPlant plant)
    {
        await using NetworkStream stream = await plant.ConnectAsync();
        await stream.WriteAsync(AskIdentity, plant.Stopping);
        byte[] reply = new byte[7 + 7 + 6];
        await stream.ReadExactlyAsync(reply, plant.Stopping);
        Assert.Equal(43, reply[7]);
    }
}
