using System.Net;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>An OPC UA operation as it is kept: what <see cref="NodeDeed"/> says, in texts and numbers.</summary>
public sealed record NodeFact
{
    /// <summary>Type id of the service's request.</summary>
    public required OpcUaService Service { get; init; }

    /// <summary>The node, or the object of a call, such as <c>nsu=http://acme.com/;s=Line1.Speed</c>; null: none.</summary>
    public string? Node { get; init; }

    /// <summary>Where the node is found by browsing; null: not seen.</summary>
    public string? Path { get; init; }

    /// <summary>The method of a call; null: none.</summary>
    public string? Method { get; init; }

    /// <summary>Attribute id; 0: none.</summary>
    public int Attribute { get; init; }

    /// <summary>Kind of the user; null: not told when it was asked for.</summary>
    public UserKind? UserKind { get; init; }

    /// <summary>Name or thumbprint of the user; empty: none.</summary>
    public string User { get; init; } = "";

    /// <summary>Application URI that the client told; null: none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Thumbprint of the client's certificate; null: none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The service in words, such as <c>Write</c>.</summary>
    public string ServiceName => OpcUaServices.NameOf(Service);

    /// <summary>The attribute in words; null: none.</summary>
    public string? AttributeName => Attribute == 0 ? null : NodeAttributes.NameOf(Attribute);

    /// <summary>The user in words; null: not told.</summary>
    public string? UserText => UserKind is { } kind ? new UserIdentity(kind, User).ToString() : null;

    /// <summary>What makes flows alike, as one text.</summary>
    public string Key => $"{(int)Service}|{Node}|{Method}|{Attribute}|{UserKind}:{User}|{ApplicationUri}|{Thumbprint}";

    /// <summary>What is kept of an operation.</summary>
    public static NodeFact Of(NodeDeed deed) => new()
    {
        Service = deed.Service,
        Node = deed.NodeWords.Length > 0 ? deed.NodeWords : null,
        Path = deed.Path,
        Method = deed.Method?.ToString(),
        Attribute = deed.Attribute,
        UserKind = deed.Client.User?.Kind,
        User = deed.Client.User?.Name ?? "",
        ApplicationUri = deed.Client.Client.ApplicationUri,
        Thumbprint = deed.Client.Client.Thumbprint,
    };

    /// <summary>The client, to be judged again.</summary>
    /// <param name="address">Its address.</param>
    public NodeClient ClientAt(IPAddress address) => new(
        new ClientIdentity(address, ApplicationUri) { Thumbprint = Thumbprint },
        UserKind is { } kind ? new UserIdentity(kind, User) : null);

    /// <summary>The operation without its value, to be judged again; a node of an unknown namespace becomes none.</summary>
    public NodeExample ToExample() => new()
    {
        Service = Service,
        Node = NodeOf(Node),
        Method = NodeOf(Method),
        Attribute = Attribute,
        ApplicationUri = ApplicationUri,
        Thumbprint = Thumbprint,
        User = new UserIdentity(UserKind ?? Nodes.UserKind.Anonymous, User),
    };

    private static NodeIdentity? NodeOf(string? text) =>
        text is not null && NodeIdentity.TryParse(text, out NodeIdentity node) ? node : null;
}
