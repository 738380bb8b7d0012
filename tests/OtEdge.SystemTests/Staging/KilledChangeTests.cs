using System.Globalization;
using System.Text.Json;
using OtEdge.SystemTests.Modbus;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Staging;

/// <summary>kill -9 at random moments of a change: after each start the posture is the one that the boot rules say.</summary>
public sealed class KilledChangeTests(ITestOutputHelper output)
{
    private const int KillsDefault = 20;
    private const int StepsMax = 8;
    private const int MomentMaxMilliseconds = 40;
    private const string KillsSetting = "OTEDGE_KILLS";
    private const string SeedSetting = "OTEDGE_SEED";

    [Fact]
    public async Task After_every_kill_the_posture_is_what_the_boot_rules_say()
    {
        int kills = Setting(KillsSetting) ?? KillsDefault;
        int seed = Setting(SeedSetting) ?? Environment.TickCount;
        output.WriteLine($"{kills} kills, seed {seed}; {KillsSetting} and {SeedSetting} set them");
        var random = new Random(seed);
        await using OtEdgeProcess process = await OtEdgeProcess.Start(TestSites.Files(1, TestSites.SetpointOnly));
        await process.MoveTo(TestSites.Conduit, "monitor");
        var walker = new ChangeWalker(random) { Mode = "monitor", Epoch = 1 };
        int caughtInForce = 0;

        for (int kill = 0; kill < kills; kill++)
        {
            using (var gateway = new GatewaySocket(process.StateDirectory))
            {
                Task walk = walker.Walk(gateway);
                await SomewhereInAChange(walker, walk, random);
                await process.Kill();
                await walk;
            }

            await process.Start();
            caughtInForce += await Check(process, walker, $"kill {kill} of seed {seed}") ? 1 : 0;
        }

        output.WriteLine($"{walker.Steps} steps acknowledged, {caughtInForce} kills in a trial or soak");
        Assert.True(walker.Steps > 0 && caughtInForce > 0, "the kills came before anything happened");
    }

    // A few steps and a moment later, however slow the machine is.
    private static async Task SomewhereInAChange(ChangeWalker walker, Task walk, Random random)
    {
        int steps = walker.Steps + random.Next(StepsMax);
        long deadline = Environment.TickCount64 + 30_000;
        while (walker.Steps < steps && !walk.IsCompleted && Environment.TickCount64 < deadline)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await Task.Delay(random.Next(MomentMaxMilliseconds), TestContext.Current.CancellationToken);
    }

    private static async Task<bool> Check(OtEdgeProcess process, ChangeWalker walker, string when)
    {
        using var gateway = new GatewaySocket(process.StateDirectory);
        JsonElement conduit = await gateway.Get($"/api/v1/conduits/{TestSites.Conduit}");
        JsonElement[] changes = [.. (await gateway.Get("/api/v1/changes?limit=10000")).EnumerateArray()];
        string mode = conduit.GetProperty("mode").GetString()!;
        long epoch = conduit.GetProperty("epoch").GetInt64();
        string where = $"{when}: {conduit}\nnewest change: {changes[0]}";

        Assert.True(mode == conduit.GetProperty("confirmed_mode").GetString(), $"something unconfirmed is in force after {where}");
        Assert.True(
            (epoch == walker.Epoch && mode == walker.Mode) || (epoch == walker.Epoch + 1 && mode == walker.Pending),
            $"acknowledged was epoch {walker.Epoch} in {walker.Mode}, on its way {walker.Pending ?? "nothing"}, after {where}");
        Assert.True(epoch == changes.LongCount(change => State(change) == "confirmed"), $"epoch and confirmed changes differ after {where}");
        Assert.DoesNotContain(changes, change => State(change) is "trial" or "soak");

        // What a kill left on its way is ended, so that the next walk finds the conduit free.
        if (conduit.GetProperty("change_in_flight") is { ValueKind: JsonValueKind.Object } left)
        {
            await gateway.Post($"/api/v1/changes/{left.GetProperty("id").GetString()}/withdraw", new { reason = "left by a kill" });
        }

        (walker.Mode, walker.Epoch, walker.Pending) = (mode, epoch, null);
        return changes[0].GetProperty("outcome").GetString()?.Contains("the gateway", StringComparison.Ordinal) ?? false;
    }

    private static string State(JsonElement change) => change.GetProperty("state").GetString()!;

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
