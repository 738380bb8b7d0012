namespace OtEdge.Core.Policy.Nodes;

/// <summary>One OPC UA operation written down by a person: in a policy's tests, on the command line.</summary>
public sealed record NodeExample
{
    /// <summary>The service.</summary>
    public required OpcUaService Service { get; init; }

    /// <summary>The node, or the object of a call; null: none.</summary>
    public NodeIdentity? Node { get; init; }

    /// <summary>The method of a call; null: none.</summary>
    public NodeIdentity? Method { get; init; }

    /// <summary>Attribute id for Read, Write and CreateMonitoredItems; otherwise 0.</summary>
    public int Attribute { get; init; }

    /// <summary>True for a write to a part of a value.</summary>
    public bool HasIndexRange { get; init; }

    /// <summary>Type of the written value; <see cref="NodeValueType.None"/>: no value.</summary>
    public NodeValueType ValueType { get; init; }

    /// <summary>True when an array is written.</summary>
    public bool IsArray { get; init; }

    /// <summary>Elements of the written value, see <see cref="NodeValue.Data"/>.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The node's EURange; null: not known.</summary>
    public EURange? EURange { get; init; }

    /// <summary>Application URI of the client; null: not told.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Thumbprint of the client's certificate, in upper-case hexadecimal; null: none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The user.</summary>
    public UserIdentity User { get; init; } = UserIdentity.Anonymous;

    /// <summary>Namespaces of a server that has just those of the example.</summary>
    public NamespaceTable Namespaces() => new([
        NamespaceTable.BaseUri,
        .. new[] { Node?.NamespaceUri, Method?.NamespaceUri }.OfType<string>().Where(uri => uri != NamespaceTable.BaseUri).Distinct()]);

    /// <summary>What is known of the EURange.</summary>
    public EURangeTable EURanges() => Node is { } node && EURange is { } range ? new([new(node, range)]) : EURangeTable.Empty;

    /// <summary>The operation as it is judged.</summary>
    /// <param name="namespaces">The server's namespaces; nodes of others become no node.</param>
    public NodeOperation ToOperation(NamespaceTable namespaces) => new()
    {
        Service = Service,
        Node = Node is null ? NodeSpan.None : Node.In(namespaces),
        Method = Method is null ? NodeSpan.None : Method.In(namespaces),
        Attribute = (uint)Attribute,
        HasIndexRange = HasIndexRange,
        Value = new NodeValue { Type = ValueType, IsArray = IsArray, Data = Data.Span },
    };
}
