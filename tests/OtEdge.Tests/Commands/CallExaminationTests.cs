using OtEdge.Console.Api;
using OtEdge.Host.Commands.Doctor;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Tests.Settings;
using Xunit;

namespace OtEdge.Tests.Commands;

/// <summary>What the doctor and the notices say of devices that call in and clients that are called.</summary>
public sealed class CallExaminationTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly WaitingDeviceView Device = new("10.2.0.5:50000", "urn:acme:capper", "opc.tcp://plc:4840", Moment);

    [Fact]
    public async Task While_the_gateway_is_down_nothing_can_be_seen()
    {
        Diagnosis[] found = await Examine(null);
        Assert.Equal([Health.Warn, Health.Warn], found.Select(one => one.State));
    }

    [Fact]
    public async Task A_device_that_waits_or_is_in_use_is_as_it_should_be()
    {
        Assert.Equal(Health.Ok, (await Examine(Calls(Device)))[1].State);
        Assert.Equal(Health.Ok, (await Examine(Calls(), deviceConnections: 1))[1].State);
        Assert.Empty(CallSheet.Abnormal(Conduit(Calls(Device), 0)));
    }

    [Fact]
    public async Task A_device_that_has_not_called_is_told_with_what_to_do()
    {
        Diagnosis never = (await Examine(Calls()))[1];
        Assert.Equal((Health.Fail, "devices-only: no device has called in at 0.0.0.0:4851"), (never.State, never.Message));
        Assert.Contains("port 4851, as urn:acme:capper or urn:acme:capper-b", never.Remedy, StringComparison.Ordinal);
        Diagnosis turnedAway = (await Examine(Calls() with { TurnedAwayTotal = 3, LastCall = Moment }))[1];
        Assert.Contains("since 2026-11-23 06:00:00Z", turnedAway.Message, StringComparison.Ordinal);
        Assert.Contains("3 calls were turned away", turnedAway.Remedy, StringComparison.Ordinal);
        Assert.Contains("10.2.0.5/32", turnedAway.Remedy, StringComparison.Ordinal);
        Assert.Equal(["no device has called in at 0.0.0.0:4851 yet"], CallSheet.Abnormal(Conduit(Calls(), 0)));
    }

    [Fact]
    public async Task A_client_that_cannot_be_called_is_told()
    {
        ReverseConnectView calls = Calls(Device) with
        {
            Clients = [new CalledClientView("opc.tcp://mes:4850", "pausing", Moment, "refused"), new CalledClientView("opc.tcp://hmi:4850", "waiting", Moment, null)],
        };
        Diagnosis[] found = (await Examine(calls))[2..];
        Assert.Equal([Health.Fail, Health.Ok], found.Select(one => one.State));
        Assert.Contains("opc.tcp://mes:4850 cannot be called: refused", found[0].Message, StringComparison.Ordinal);
        Assert.Equal(["the client opc.tcp://mes:4850 cannot be called: refused"], CallSheet.Abnormal(Conduit(calls, 0)));
    }

    private static ReverseConnectView Calls(params WaitingDeviceView[] waiting) => new() { Listen = "0.0.0.0:4851", Waiting = waiting, Clients = [] };

    private static ConduitView Conduit(ReverseConnectView? calls, int deviceConnections) => new()
    {
        Name = "devices-only",
        Mode = "observe",
        Scope = [],
        Since = Moment,
        RequestsTotal = 0,
        RefusedTotal = 0,
        WouldBeRefusedTotal = 0,
        ChangeInFlight = null,
        ReverseConnect = calls,
        DeviceConnections = deviceConnections,
    };

    // The conduit `both` comes first and does not run.
    private static async Task<Diagnosis[]> Examine(ReverseConnectView? calls, int deviceConnections = 0)
    {
        var settings = GoldenSettings.Good.Single(golden => golden.Name == "good/reverse-connect").Read();
        var status = new StatusView { Site = "bench", Zones = [], Conduits = [Conduit(calls, deviceConnections)] };
        var patient = new Patient("config", "state", settings, status, null);
        return [.. await new CallExamination().ExamineAsync(patient, TestContext.Current.CancellationToken)];
    }
}
