using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class DeclaredClientsTests
{
    private static readonly DeclaredClients Clients = new(
    [
        new Asset("net", "a", [IPNetwork.Parse("10.0.0.0/24")], null, []),
        new Asset("mes", "a", [IPNetwork.Parse("10.0.0.0/24")], "urn:mes", []),
        new Asset("roaming", "a", [], "urn:roaming", []),
        new Asset("keyed", "a", [], null, []) { Thumbprint = "AB" },
    ]);

    [Theory]
    [InlineData("10.0.0.7", null, null, "net")]
    [InlineData("10.0.0.7", "urn:mes", null, "mes")]
    [InlineData("10.0.0.7", "urn:else", null, "net")]
    [InlineData("192.0.2.1", "urn:mes", null, null)]
    [InlineData("192.0.2.1", "urn:roaming", null, "roaming")]
    [InlineData("192.0.2.1", "urn:else", "AB", "keyed")]
    [InlineData("192.0.2.1", null, null, null)]
    public void A_client_is_named_by_what_it_told_and_else_by_its_address(string address, string? uri, string? thumbprint, string? name)
    {
        var client = new ClientIdentity(IPAddress.Parse(address), uri) { Thumbprint = thumbprint };

        Assert.Equal(name, Clients.NameOf(client));
        Assert.Equal(name is not null, Clients.Declares(client));
    }
}
