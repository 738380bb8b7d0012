using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using Xunit;

namespace OtEdge.Tests.OpcUa.Sessions;

/// <summary>What a gateway offers in a device's place.</summary>
public sealed class GatewayOfferTests
{
    private static readonly Endpoint Device = new()
    {
        Url = "opc.tcp://plc:4840",
        Server = new ServerDescription { ApplicationUri = "urn:plc", DiscoveryUrls = ["opc.tcp://plc:4840", "opc.https://plc:443"] },
        Certificate = new byte[] { 7 },
        Mode = MessageSecurityMode.None,
        PolicyUri = SecurityPolicy.None.Uri,
        UserTokens =
        [
            new UserTokenOffer { PolicyId = "a", TokenType = 0 },
            new UserTokenOffer { PolicyId = "u", TokenType = 1 },
            new UserTokenOffer { PolicyId = "c", TokenType = 2 },
        ],
    };

    [Fact]
    public void An_old_device_behind_None_is_reached_only_by_what_is_offered()
    {
        var offer = new GatewayOffer
        {
            Url = "opc.tcp://gateway:4841",
            Certificate = new byte[] { 1, 2 },
            Policies = [SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256Sha256RsaPss],
            Modes = [MessageSecurityMode.SignAndEncrypt],
        };
        var endpoints = offer.For(Device);
        Assert.Equal(["Basic256Sha256", "Aes256_Sha256_RsaPss"], endpoints.Select(one => SecurityPolicy.Find(one.PolicyUri)!.Name));
        Assert.All(endpoints, one =>
        {
            Assert.Equal("opc.tcp://gateway:4841", one.Url);
            Assert.Equal(["opc.tcp://gateway:4841"], one.Server.DiscoveryUrls);
            Assert.Equal("urn:plc", one.Server.ApplicationUri);
            Assert.Equal([1, 2], one.Certificate.ToArray());
            Assert.Equal(["a", "u", "c"], one.UserTokens.Select(token => token.PolicyId));
            Assert.Equal(one.PolicyUri, one.UserTokens[1].SecurityPolicyUri);
        });
        Assert.True(endpoints[1].Level > endpoints[0].Level);
    }

    [Fact]
    public void Without_a_certificate_only_None_is_offered_and_no_password_is_taken()
    {
        var offer = new GatewayOffer { Url = "opc.tcp://gateway:4841", Policies = SecurityPolicy.All, Modes = Enum.GetValues<MessageSecurityMode>() };
        var endpoint = Assert.Single(offer.For(Device));
        Assert.Equal(SecurityPolicy.None.Uri, endpoint.PolicyUri);
        Assert.Equal(["a"], endpoint.UserTokens.Select(token => token.PolicyId));
    }

    [Fact]
    public void A_password_over_a_channel_without_protection_is_encrypted_by_the_best_policy()
    {
        var offer = new GatewayOffer
        {
            Url = "opc.tcp://gateway:4841",
            Certificate = new byte[] { 1 },
            Policies = SecurityPolicy.All,
            Modes = Enum.GetValues<MessageSecurityMode>(),
        };
        var none = offer.For(Device)[0];
        Assert.Equal(SecurityPolicy.None.Uri, none.PolicyUri);
        Assert.Equal(SecurityPolicy.Aes256Sha256RsaPss.Uri, none.UserTokens[1].SecurityPolicyUri);
    }
}
