using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Demo;
using OtEdge.Host.Gateway;
using OtEdge.Plant;
using OtEdge.Plant.Actors;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Demo;

/// <summary>The settings of the demo, read and lived by.</summary>
public sealed class DemoSiteTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("otedge-demo-test-").FullName;
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public void The_settings_are_read_without_a_problem()
    {
        DemoSite.Write(directory, new PlantPaths(new IPEndPoint(PlantAddresses.Filler, 1502), new IPEndPoint(PlantAddresses.Packer, 2502)));
        SettingsReading reading = SettingsReader.Read(directory);
        Assert.Empty(reading.Problems);
        Assert.Equal("127.0.2.10:1502", reading.Site!.Conduits.Single(conduit => conduit.Name == DemoSite.FillingConduit).Device.ToString());
    }

    [Fact]
    public void Settings_of_an_earlier_demo_are_replaced()
    {
        var first = new PlantPaths(new IPEndPoint(PlantAddresses.Filler, 1), new IPEndPoint(PlantAddresses.Packer, 2));
        DemoSite.Write(directory, first);
        DemoSite.Write(directory, first with { Filler = new IPEndPoint(PlantAddresses.Filler, 3) });
        Assert.Equal(3, SettingsReader.Read(directory).Site!.Conduits[0].Device.Port);
    }

    [Fact]
    public async Task Under_enforcement_the_plant_produces_and_only_misdeeds_are_refused()
    {
        await using var plant = new RunningPlant(
            new PlantOptions { Speed = 1000, MisdeedPeriod = TimeSpan.FromMilliseconds(100) }, NullLoggerFactory.Instance);
        plant.Start();
        string settings = Path.Combine(directory, "config");
        DemoSite.Write(settings, plant.Direct);
        GatewayStart start = await GatewayRuntime.StartAsync(
            new GatewayOptions { SettingsDirectory = settings, StateDirectory = directory }, TimeProvider.System, NullLoggerFactory.Instance, stop);
        await using GatewayRuntime gateway = start.Gateway!;
        foreach (string conduit in (string[])[DemoSite.FillingConduit, DemoSite.PackerConduit])
        {
            await MoveAsync(gateway, conduit, "monitor");
            await MoveAsync(gateway, conduit, "enforce");
        }

        plant.Populate(new PlantPaths(
            IPEndPoint.Parse(gateway.Conduit(DemoSite.FillingConduit).Value!.Listen!),
            IPEndPoint.Parse(gateway.Conduit(DemoSite.PackerConduit).Value!.Listen!)));
        await EventuallyAsync(() => plant.Status.BottlesPacked > 1500
            && gateway.Conduit(DemoSite.FillingConduit).Value!.RefusedTotal >= Misdeed.All.Count
            && gateway.Conduit(DemoSite.PackerConduit).Value!.RefusedTotal > 0);

        FindingView[] findings = gateway.Findings(new FindingQuery(CountMax: 1000)).Value!;
        Assert.All(findings, finding => Assert.True(
            finding.Client == PlantAddresses.Engineering.ToString() || finding.Client == PlantAddresses.Stranger.ToString(), finding.Text));
        Assert.All(findings, finding => Assert.Equal(VerdictWord.Refused, finding.Verdict));
        Assert.Equal(72f, plant.Status.View.TargetCelsius, 10f);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task MoveAsync(GatewayRuntime gateway, string conduit, string mode)
    {
        Answer<ChangeResult> answer = await gateway.ProposeAsync(
            new ProposalRequest { Conduit = conduit, Mode = mode, Reason = "test", Yes = true, Override = "test" }, "test", stop);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
    }

    private async Task EventuallyAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1500 && !condition(); i++)
        {
            await Task.Delay(20, stop);
        }

        Assert.True(condition());
    }
}
