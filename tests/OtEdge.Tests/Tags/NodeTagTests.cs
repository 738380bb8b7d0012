using System.Net.Sockets;
using OtEdge.Core.Tags;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.Tests.Gateway;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Tags;

/// <summary>OtEdge reads OPC UA nodes itself.</summary>
public sealed class NodeTagTests : NodeTagRig
{
    [Fact]
    public async Task Nodes_that_nobody_reads_are_read_in_one_request_over_one_session()
    {
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 41.5);
        await StartAsync();

        await UntilAsync(() => Number("filler.state") == 6 && Number("filler.speed") == 41.5);

        Assert.Equal(["i=2255", "ns=2;s=Line1.State ns=2;s=Line1.Speed"], device.Asked.Distinct());
        Assert.Equal((1, 1), (device.Sessions, live!.State.Running!.DeviceConnections));
        device.Set("Line1.State", 9);
        await UntilAsync(() => Number("filler.state") == 9);
    }

    [Fact]
    public async Task A_device_that_comes_back_with_other_namespace_indexes_is_read_by_its_new_ones()
    {
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        await StartAsync();
        await UntilAsync(() => Number("filler.state") == 6);

        device.Namespaces = ["http://opcfoundation.org/UA/", "urn:device", "urn:new", UaDevice.Uri];
        device.Set("Line1.State", 9);
        device.BreakOff();

        await UntilAsync(() => Number("filler.state") == 9);
        Assert.Equal("ns=3;s=Line1.State ns=3;s=Line1.Speed", device.Asked[^1]);
    }

    [Theory]
    [InlineData(0x80340000, "cannot be read: the device says 0x80340000 of nsu=http://acme.com/filler/;s=Line1.State")]
    [InlineData(0x40900000, "cannot be relied on: the device says 0x40900000 of nsu=http://acme.com/filler/;s=Line1.State")]
    public async Task A_value_that_the_device_does_not_vouch_for_is_unknown(uint status, string why)
    {
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        await StartAsync();
        await UntilAsync(() => Number("filler.state") == 6);

        device.Values.SetStatus("Line1.State", status);

        await UntilAsync(() => Of("filler.state").Quality == TagQuality.Unknown);
        Assert.Equal(why, Of("filler.state").Why);
        Assert.Equal(1, Number("filler.speed"));
        device.Set("Line1.State", 7);
        await UntilAsync(() => Number("filler.state") == 7);
    }

    [Fact]
    public async Task A_namespace_that_the_device_lacks_is_named()
    {
        device.Namespaces = ["http://opcfoundation.org/UA/", "urn:device"];
        await StartAsync();

        await UntilAsync(() => Of("filler.state").Why.StartsWith("cannot", StringComparison.Ordinal));

        Assert.Equal((TagQuality.Unknown, "cannot be read: the device has no namespace http://acme.com/filler/"), (Of("filler.state").Quality, Of("filler.state").Why));
    }

    [Theory]
    [InlineData("Basic256Sha256", MessageSecurityMode.SignAndEncrypt)]
    [InlineData("Aes256_Sha256_RsaPss", MessageSecurityMode.Sign)]
    public async Task A_terminating_conduit_reads_with_its_own_certificate(string policy, MessageSecurityMode mode)
    {
        await UseAsync(new UaDevice(SecurityPolicy.Find(policy), mode));
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        await StartAsync(terminates: true);

        await UntilAsync(() => Number("filler.state") == 6);

        Assert.Equal(1, device.Sessions);
    }

    [Fact]
    public async Task A_device_whose_certificate_is_not_trusted_is_not_read_until_it_is()
    {
        await UseAsync(new UaDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt));
        device.Set("Line1.State", 6);
        certificates.Trusted.Clear();
        await StartAsync(terminates: true);

        await UntilAsync(() => Of("filler.state").Why.Contains("otedge certs trust", StringComparison.Ordinal));

        Assert.StartsWith("cannot be read: the device's certificate", Of("filler.state").Why, StringComparison.Ordinal);
        Assert.Equal(0, device.Sessions);
        certificates.Trusted.Add(TestCertificates.Server.Certificate);
        await UntilAsync(() => Number("filler.state") == 6);
    }

    [Fact]
    public async Task A_conduit_that_reads_along_has_no_identity_for_a_device_that_wants_security()
    {
        await UseAsync(new UaDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt));
        await StartAsync();

        await UntilAsync(() => Of("filler.state").Why.StartsWith("cannot be read: the device wants security", StringComparison.Ordinal));

        Assert.Contains("`inspection: terminate`", Of("filler.state").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_wants_a_user_is_said_to()
    {
        await UseAsync(new UaDevice { UserToken = 1 });
        await StartAsync();

        await UntilAsync(() => Of("filler.state").Why.StartsWith("cannot be read: the device lets no anonymous user", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_needs_the_only_connection_gets_it_at_once_and_the_session_is_closed()
    {
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        await StartAsync(deviceConnections: 1);
        await UntilAsync(() => Number("filler.state") == 6);
        Assert.Equal(1, device.Sessions);

        using (var client = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await client.ConnectAsync(live!.State.Running!.LocalEndPoint, TestContext.Current.CancellationToken);
            await client.SendAsync(Hello(), TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => device.Sessions == 0 && live.State.Running.DeviceConnections == 1);
            await UntilAsync(() => Of("filler.state").Quality == TagQuality.Stale);
            Assert.Matches("it (had to give way to a client|cannot be read: clients need every connection)", Of("filler.state").Why);
        }

        await UntilAsync(() => Number("filler.state") == 6);
    }

    [Fact]
    public async Task A_device_that_answers_nothing_makes_the_value_old_and_is_known_again_when_it_does()
    {
        device.Set("Line1.State", 6);
        device.Set("Line1.Speed", 1);
        await StartAsync(timeout: TimeSpan.FromSeconds(5));
        await UntilAsync(() => Number("filler.state") == 6);

        device.Answers = false;
        await UntilAsync(() => Of("filler.state").Quality == TagQuality.Stale);
        await UntilAsync(() => Of("filler.state").Why.Contains("did not answer in time", StringComparison.Ordinal));

        device.Answers = true;
        await UntilAsync(() => Number("filler.state") == 6);
    }
}
