using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Permits through a running gateway, with a client and a PLC.</summary>
public sealed class PermitTests
{
    [Fact]
    public async Task At_its_end_there_is_no_new_connection_and_the_running_one_is_not_cut()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.EnforceAsync();
        await using NetworkStream before = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(before));

        PermitView permit = await AskAsync(plant, new PermitRequest("hmi", "1h", "download"));
        Assert.Equal(("p-0001", "running"), (permit.Id, permit.State));
        Assert.True(await plant.WriteAsync(before));
        Assert.Equal("enforce", plant.Conduit.Mode);
        Assert.Equal("running", Assert.Single(plant.Conduit.Permits).State);

        Assert.True((await plant.Gateway.Exemptions.EndAsync("p-0001", "alice", plant.Stopping)).IsDone);
        Assert.True(await plant.WriteAsync(before));
        await using NetworkStream after = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(after));
        Assert.Empty(plant.Conduit.Permits);
        Assert.Equal(
            ["asked", "began", "ended"],
            plant.Gateway.Audit.Entries(new AuditQuery(AuditKind.Permit)).Value!.Select(entry => entry.Action));
    }

    [Fact]
    public async Task It_ends_by_itself_and_goes_on_over_a_restart()
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        await plant.EnforceAsync();
        await AskAsync(plant, new PermitRequest("127.0.0.2", "1h", "download"));
        await AskAsync(plant, new PermitRequest("10.9.9.9", "1s", "short"));
        await Eventually.TrueAsync(() => plant.Gateway.Exemptions.Permits()[0].State == "ended");

        await plant.StartAsync();
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.True(await plant.WriteAsync(client));
        Assert.Equal(["ended", "running"], plant.Gateway.Exemptions.Permits().Select(permit => permit.State));
    }

    [Fact]
    public async Task Somebody_else_must_approve_it_where_two_are_asked_for()
    {
        await using var plant = new ModbusPlant("pair");
        await plant.StartAsync();
        PermitView asked = await AskAsync(plant, new PermitRequest("hmi", "1h", "download"));
        Assert.Equal("asked", asked.State);
        Assert.Equal(["another person"], asked.Missing);

        Answer<PermitView> own = await plant.Gateway.Exemptions.ApproveAsync(asked.Id, "ALICE", plant.Stopping);
        Assert.Equal(RefusalKind.Forbidden, own.Refusal!.Kind);
        Answer<PermitView> approved = await plant.Gateway.Exemptions.ApproveAsync(asked.Id, "bob", plant.Stopping);
        Assert.Equal("running", approved.Value!.State);
        Answer<PermitView> late = await plant.Gateway.Exemptions.ApproveAsync("p-0009", "bob", plant.Stopping);
        Assert.Equal(RefusalKind.Unknown, late.Refusal!.Kind);
    }

    [Theory]
    [InlineData("hmi", "1h", null, "say why")]
    [InlineData("hmi", null, "r", "expected a duration")]
    [InlineData("hmi", "8d", "r", "at most 7d")]
    [InlineData("nobody", "1h", "r", "neither an asset")]
    [InlineData("0.0.0.0/0", "1h", "r", "neither an asset")]
    [InlineData(null, "1h", "r", "neither an asset")]
    public async Task What_is_wrong_is_said(string? client, string? time, string? reason, string said)
    {
        await using var plant = new ModbusPlant();
        await plant.StartAsync();
        Answer<PermitView> answer = await plant.Gateway.Exemptions.AskAsync(
            Plant.Filling, new PermitRequest(client, time, reason), "alice", plant.Stopping);
        Assert.Contains(said, answer.Refusal!.Detail, StringComparison.Ordinal);
    }

    private static async Task<PermitView> AskAsync(ModbusPlant plant, PermitRequest request)
    {
        Answer<PermitView> answer = await plant.Gateway.Exemptions.AskAsync(Plant.Filling, request, "alice", plant.Stopping);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }
}
