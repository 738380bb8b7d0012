namespace OtEdge.Core.Policy.Nodes;

/// <summary>What makes OPC UA operations alike: who does what to which node; kept beyond the operation, unlike <see cref="NodeOperation"/>.</summary>
public sealed record NodeDeed
{
    /// <summary>Who asks.</summary>
    public required NodeClient Client { get; init; }

    /// <summary>The service.</summary>
    public required OpcUaService Service { get; init; }

    /// <summary>True when the bytes are no valid request.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>The node, or the object of a call; null: none, or one of a namespace that is not known.</summary>
    public NodeIdentity? Node { get; init; }

    /// <summary>The node as it was asked for when its namespace is not known, such as <c>ns=7;s=Speed</c>; null: known, or none.</summary>
    public string? UnknownNode { get; init; }

    /// <summary>The method of a call; null: none.</summary>
    public NodeIdentity? Method { get; init; }

    /// <summary>Attribute id; 0: none.</summary>
    public int Attribute { get; init; }

    /// <summary>Where the node is found by browsing, such as <c>Objects/Line1/Speed</c>; null: not seen.</summary>
    public string? Path { get; init; }

    /// <summary>Its class.</summary>
    public OperationClass Class => IsMalformed ? OperationClass.Malformed : OpcUaServices.ClassOf(Service);

    /// <summary>The node in words; empty: none.</summary>
    public string NodeWords => Node?.ToString() ?? UnknownNode ?? "";

    /// <summary>Takes down an operation.</summary>
    public static NodeDeed Of(in NodeOperation operation, NodeClient client, NamespaceTable namespaces)
    {
        var node = NodeIdentity.Of(operation.Node, namespaces);
        return new NodeDeed
        {
            Client = client,
            Service = operation.Service,
            IsMalformed = operation.IsMalformed,
            Node = node,
            UnknownNode = node is null && !operation.Node.IsNone ? NodeText.Of(operation.Node, namespaces) : null,
            Method = NodeIdentity.Of(operation.Method, namespaces),
            Attribute = (int)Math.Min(operation.Attribute, int.MaxValue),
        };
    }

    /// <summary>The operation without its value, to be judged again.</summary>
    public NodeExample ToExample() => new()
    {
        Service = Service,
        Node = Node,
        Method = Method,
        Attribute = Attribute,
        ApplicationUri = Client.Client.ApplicationUri,
        Thumbprint = Client.Client.Thumbprint,
        User = Client.User ?? UserIdentity.Anonymous,
    };
}
