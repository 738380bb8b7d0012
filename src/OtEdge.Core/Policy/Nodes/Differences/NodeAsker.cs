namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>Clients with their users for whom the same rules and pins hold, in either policy.</summary>
/// <param name="Client">One of them.</param>
/// <param name="Names">All of them in words.</param>
/// <param name="Before">The old rules as they hold for them.</param>
/// <param name="After">The new rules as they hold for them.</param>
internal sealed record NodeAsker(NodeClient Client, List<string> Names, NodeRules Before, NodeRules After)
{
    /// <summary>An operation of theirs.</summary>
    public OperationExample Ask(NodeExample example) => new()
    {
        Client = Client.Client.Address,
        Class = OpcUaServices.ClassOf(example.Service),
        Node = example with { ApplicationUri = Client.Client.ApplicationUri, Thumbprint = Client.Client.Thumbprint, User = Client.User! },
    };
}
