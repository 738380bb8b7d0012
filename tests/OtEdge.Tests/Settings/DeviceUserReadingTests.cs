using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class DeviceUserReadingTests
{
    [Fact]
    public void Who_users_are_to_a_device_is_read_in_the_order_of_the_file()
    {
        OpcUaConduit conduit = Assert.Single(GoldenSettings.Good.Single(golden => golden.Name == "good/device-users").Read().Site!.Conduits).OpcUa!;
        Assert.Equal(new DeviceUser(DeviceUserKind.Name, "otedge", "line.password"), conduit.DeviceUser);
        Assert.Equal(
            [
                new UserMapping("00112233445566778899AABBCCDDEEFF00112233", new DeviceUser(DeviceUserKind.Certificate, "batch-user")),
                new UserMapping(null, DeviceUser.Anonymous),
            ],
            conduit.Users);
        Assert.True(conduit.TakesUserCertificates);
        Assert.True(conduit.IsExpiryStrict);
    }

    [Fact]
    public void Without_a_word_users_pass_as_clients_say_them_and_certificates_are_not_taken()
    {
        OpcUaConduit conduit = new(new Uri("opc.tcp://10.2.0.5:4840"));
        Assert.Equal(DeviceUser.Passthrough, conduit.DeviceUser);
        Assert.False(conduit.TakesUserCertificates);
        Assert.False(conduit.IsExpiryStrict);
    }
}
