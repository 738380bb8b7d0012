using System.Text.Json;
using OtEdge.SystemTests.Modbus;
using OtEdge.SystemTests.Running;

namespace OtEdge.SystemTests.Staging;

/// <summary>Walks changes of one conduit up and down as fast as it can, and remembers what the gateway acknowledged.</summary>
internal sealed class ChangeWalker(Random random)
{
    private const string Reason = "walk";

    /// <summary>The last confirmed mode that was acknowledged.</summary>
    public string Mode { get; set; } = "";

    /// <summary>The epoch that was acknowledged.</summary>
    public long Epoch { get; set; }

    /// <summary>The mode that a confirmation on its way leads to; null: none is on its way.</summary>
    public string? Pending { get; set; }

    /// <summary>Steps that were acknowledged.</summary>
    public int Steps { get; private set; }

    /// <summary>Walks until the gateway is gone.</summary>
    public async Task Walk(GatewaySocket gateway)
    {
        try
        {
            while (true)
            {
                await (Mode == "monitor" ? Tighten(gateway) : Confirm(gateway, "/api/v1/changes", Proposal("monitor"), "monitor"));
            }
        }
        catch (HttpRequestException)
        {
            // Killed: what was not acknowledged may be there or not, but nothing in between.
        }
    }

    private static object Proposal(string mode) =>
        new { conduit = TestSites.Conduit, mode, reason = Reason, yes = true, @override = Reason, trial = "10m" };

    private async Task Tighten(GatewaySocket gateway)
    {
        string id = (await gateway.Post("/api/v1/changes", Proposal("enforce"))).GetProperty("id").GetString()!;
        Steps++;
        if (random.Next(3) == 0)
        {
            await Step(gateway, id, "extend");
        }

        if (random.Next(4) == 0)
        {
            await Step(gateway, id, "abort");
            return;
        }

        await Step(gateway, id, "confirm");
        if (random.Next(3) == 0)
        {
            await Step(gateway, id, "hurt");
            return;
        }

        await Confirm(gateway, $"/api/v1/changes/{id}/confirm", new { @override = Reason }, "enforce");
    }

    private async Task Step(GatewaySocket gateway, string id, string step)
    {
        await gateway.Post($"/api/v1/changes/{id}/{step}", new { reason = Reason });
        Steps++;
    }

    private async Task Confirm(GatewaySocket gateway, string path, object body, string mode)
    {
        Pending = mode;
        JsonElement answer = await gateway.Post(path, body);
        if (answer.GetProperty("state").GetString() != "confirmed")
        {
            throw new InvalidOperationException($"{path}: {answer}");
        }

        (Mode, Epoch, Pending) = (mode, Epoch + 1, null);
        Steps++;
    }
}
