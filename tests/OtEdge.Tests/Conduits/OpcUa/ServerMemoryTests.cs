using System.Net;
using OtEdge.Conduits.OpcUa;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

public sealed class ServerMemoryTests
{
    private readonly ServerMemory memory = new();

    [Fact]
    public void A_client_is_one_object_on_all_its_connections()
    {
        Assert.Same(memory.One(Client("urn:mes", "anna")), memory.One(Client("urn:mes", "anna")));
        Assert.NotSame(memory.One(Client("urn:mes", "anna")), memory.One(Client("urn:mes", "bert")));
        Assert.NotSame(memory.One(Client("urn:mes", "anna")), memory.One(Client("urn:scada", "anna")));
    }

    [Fact]
    public void Clients_beyond_number_are_forgotten_and_known_again()
    {
        NodeClient first = memory.One(Client("urn:0", "anna"));
        for (int number = 1; number <= 10_000; number++)
        {
            memory.One(Client($"urn:{number}", "anna"));
        }

        NodeClient again = memory.One(Client("urn:0", "anna"));
        Assert.NotSame(first, again);
        Assert.Equal(first, again);
    }

    private static NodeClient Client(string application, string user) =>
        new(new ClientIdentity(IPAddress.Loopback, application), new UserIdentity(UserKind.Name, user));
}
