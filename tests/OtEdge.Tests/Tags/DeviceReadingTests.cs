using OtEdge.Conduits;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Tags;

/// <summary>What OtEdge is to a device that it reads, and what else it reads there.</summary>
public sealed class DeviceReadingTests : NodeTagRig
{
    [Fact]
    public async Task OtEdge_is_the_user_that_the_settings_name()
    {
        await UseAsync(new UaDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt) { UserToken = UserTokenOffer.UserName });
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        certificates.Passwords["reader.txt"] = "secret"u8.ToArray();
        await StartAsync(terminates: true, user: new DeviceUser(DeviceUserKind.Name, "reader", "reader.txt"));

        await UntilAsync(() => Number("filler.state") == 6);

        Assert.Equal(1, device.Sessions);
    }

    [Fact]
    public async Task EURanges_that_rules_limit_by_are_read_and_a_change_is_told()
    {
        List<string> told = [];
        desk.RangeChanged = (conduit, words) => told.Add($"{conduit}: {words}");
        device.Set("Line1.Level", 20);
        device.Values.SetRange("Line1.Level.EURange", 0, 50);
        PolicyDocument policy = new NodePolicy()
            .Rule("levels", OperationClasses.Write, "Line1.Level", terms => terms with { Limits = [new NodeLimit { IsEURange = true }] })
            .Rule("none", OperationClasses.Write, "Line1.Speed", terms => terms with { Limits = [new NodeLimit { IsEURange = true }] }).Document;
        await StartAsync(rules: RuleSet.Compile(policy));
        RunningConduit running = live!.State.Running!;

        await UntilAsync(() => running.EURanges.All.Count > 0);
        Assert.Equal([new(NodePolicy.Node("Line1.Level"), new EURange(0, 50))], running.EURanges.All);

        device.Values.SetRange("Line1.Level.EURange", 0, 80);
        await UntilAsync(() => running.EURanges.All.Values.Single() == new EURange(0, 80));
        device.Namespaces = ["http://opcfoundation.org/UA/", "urn:device", "urn:new", UaDevice.Uri];
        device.Values.SetRange("Line1.Level.EURange", 5, 80);
        device.BreakOff();
        await UntilAsync(() => running.EURanges.All.Values.Single() == new EURange(5, 80));

        Assert.Equal(
            [
                "filling-modbus: the EURange of nsu=http://acme.com/filler/;s=Line1.Level was 0 to 50 and is 0 to 80",
                "filling-modbus: the EURange of nsu=http://acme.com/filler/;s=Line1.Level was 0 to 80 and is 5 to 80",
            ],
            told);
    }
}
