using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.Settings;
using OtEdge.Settings.Model;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class SiteReadingTests
{
    private static readonly SettingsReading Contract = GoldenSettings.Good.Single(golden => golden.Name == "good/contract").Read();

    [Fact]
    public void The_example_of_the_contract_gives_the_site_that_it_describes()
    {
        Site site = Contract.Site!;

        Assert.Equal(("leipzig", "edge-1", "Europe/Berlin", Governance.Pair), (site.Name, site.Gateway, site.TimeZone.Id, site.Governance));
        Assert.Equal(["scada-1", "mes", "plc-filler"], site.Assets.Select(asset => asset.Name));
        Assert.Equal(
            [
                new Zone("supervision", "SCADA and MES", 3, Criticality.Normal),
                new Zone("filling", "Filling line", 1, Criticality.High),
            ],
            site.Zones);
        Assert.Equal(
            new Tag("target-temp", 1, RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.Float32, WordOrder.CDAB)) { EngineeringUnit = "°C" },
            site.Assets[2].Tags[1]);
        Assert.Equal(["filling-modbus", "filling-opcua"], site.Policies.Keys);
    }

    [Fact]
    public void The_modbus_conduit_of_the_contract_is_read_whole()
    {
        Conduit conduit = Contract.Site!.Conduits[0];

        Assert.Equal(("filling-modbus", "supervision", "filling", ConduitProtocol.ModbusTcp), (conduit.Name, conduit.From, conduit.To, conduit.Protocol));
        Assert.Equal(new IPEndPoint(IPAddress.Any, 502), conduit.Listen);
        Assert.Equal(new DeviceAddress("10.10.0.10", 502), conduit.Device);
        Assert.Equal("filling-modbus", conduit.Policy);
        Assert.Equal((FaultStance.Forward, RefusalForm.Reply, false, 260), (conduit.OnFault, conduit.RefuseWith, conduit.StrictReplies, conduit.MaxAduBytes));
        Assert.Equal(["read", "transfer", "run-stop"], conduit.Umas);
        Assert.Equal(
            new ConduitLimits
            {
                Connections = 64,
                DeviceConnections = 8,
                Pending = 16,
                Frame = TimeSpan.FromSeconds(5),
                DeviceTimeout = TimeSpan.FromSeconds(10),
                Idle = null,
            },
            conduit.Limits);
        OperationExample essential = Assert.Single(conduit.Essential);
        Assert.Equal((OperationClass.Write, RegisterSpace.Coil, 17, 1), (essential.Class, essential.Space, essential.Address, essential.Count));
    }

    [Fact]
    public void What_nothing_uses_yet_is_kept()
    {
        SettingsModel model = Contract.Model!;
        OpcUaConduit opcUa = Contract.Site!.Conduits[1].OpcUa!;

        Assert.Equal((true, true), (opcUa.Terminates, opcUa.TrustedOnly));
        Assert.Equal(["Basic256Sha256", "Aes256_Sha256_RsaPss"], opcUa.SecurityPolicies);
        Assert.Equal([MessageSecurity.SignAndEncrypt], opcUa.SecurityModes);
        Assert.Equal(("Basic256Sha256", MessageSecurity.SignAndEncrypt, DeviceUser.Passthrough), (opcUa.DevicePolicy, opcUa.DeviceMode, opcUa.DeviceUser));
        Assert.Equal(new Uri("opc.tcp://filler.acme.local:4840"), opcUa.EndpointUrl);
        Assert.Equal(["producing", "cleaning", "night", "drill"], model.Regimes.Select(regime => regime.Name));
        Assert.True(model.Regimes[3].IsButton);
        Assert.Equal(DataPlaneTransport.Portable, model.Transport);
        Assert.Equal(new TagComparison("filler.state", "==", 6, null), model.Regimes[0].When!.AnyOf[0][0]);
        Assert.Equal([new DateOnly(2026, 12, 29)], Assert.Single(model.Windows).Except);
        Assert.Equal(TimeSpan.FromSeconds(60), Assert.Single(model.Interlocks).Dwell);
        Assert.Equal(["filler.state"], model.Guards.Heartbeat);
        Assert.Equal(new CoverageSettings(20, 3, 1), model.Coverage);
        Assert.Equal(["filling-modbus", "filling-opcua"], Assert.Single(model.ConflictSets));
        Assert.Equal(("/run/credentials/mqtt", false), (model.Mqtt!.PasswordFile, model.Mqtt.IsVersion3));
    }

    [Fact]
    public void An_opc_ua_conduit_has_its_policy_and_the_device_of_its_url()
    {
        Assert.Equal("filling-opcua", Contract.Site!.Conduits[1].Policy);
        Assert.Equal(3, Contract.Site.Policies["filling-opcua"].Rules.Count);
        Assert.Equal(new DeviceAddress("10.10.0.10", 4840), Contract.Site.Conduits[1].Device);
    }

    [Fact]
    public void Without_a_name_the_gateway_is_called_like_the_host()
    {
        Assert.Equal("host-1", Bench.Site.Gateway);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("0777")]
    [InlineData("true")]
    [InlineData("on")]
    [InlineData("3.10")]
    public void A_name_is_text_however_it_looks(string name)
    {
        SettingsReading reading = Bench.Read(Bench.Yaml.Replace("site: bench", $"site: {name}", StringComparison.Ordinal), Bench.Policy(""));

        Assert.Equal(name, reading.Site?.Name);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("10m", 600_000)]
    [InlineData("8h", 28_800_000)]
    [InlineData("7d", 604_800_000)]
    public void A_duration_has_its_unit(string text, long milliseconds)
    {
        SettingsReading reading = Bench.Read(
            Bench.Yaml.Replace("policy: line }", $"policy: line, limits: {{ idle: {text} }} }}", StringComparison.Ordinal), Bench.Policy(""));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), reading.Site?.Conduits[0].Limits.Idle);
    }

    [Fact]
    public void Who_calls_and_who_is_called_is_read_with_what_holds_where_nothing_is_said()
    {
        Site site = GoldenSettings.Good.Single(golden => golden.Name == "good/reverse-connect").Read().Site!;
        Assert.Equal(
            [
                "listen 0.0.0.0:4841, servers urn:acme:filler, devices 10.2.0.5/32 10.3.0.0/24, waiting 8",
                "listen 0.0.0.0:4851, servers urn:acme:capper urn:acme:capper-b, devices 10.2.0.5/32, waiting 4",
                null,
            ],
            site.Conduits.Select(conduit => conduit.OpcUa!.CallingDevices?.ToString()));
        Assert.Equal(
            [
                "clients opc.tcp://10.1.0.5:4850 opc.tcp://mes.acme.local, server-uri urn:acme:filler, retry 00:00:10",
                null,
                "clients opc.tcp://10.1.0.5:4850, server-uri urn:acme:packer, retry 00:00:05",
            ],
            site.Conduits.Select(conduit => conduit.OpcUa!.CalledClients?.ToString()));
    }

    [Fact]
    public void A_policy_that_cannot_be_read_is_not_called_missing()
    {
        SettingsReading reading = Bench.Read(Bench.Yaml, "policy: [\n");

        Assert.All(reading.Problems, problem => Assert.Equal("policies/line.yaml", problem.File));
    }

    [Fact]
    public void Without_a_readable_site_the_policies_are_checked_all_the_same()
    {
        SettingsReading reading = Bench.Read("site: [\n", Bench.Policy("  - { id: r, alow: [read] }\n"));

        Assert.Contains(reading.Problems, problem => problem.Message.Contains("did you mean `allow`", StringComparison.Ordinal));
    }
}
