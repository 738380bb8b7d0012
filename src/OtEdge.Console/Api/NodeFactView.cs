using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Console.Api;

/// <summary>An OPC UA operation as programs see it.</summary>
/// <param name="Service">The service, such as <c>Write</c>.</param>
/// <param name="Node">The node with its namespace by URI, or the object of a call; null: none.</param>
/// <param name="Path">Where the node is found by browsing; null: not seen.</param>
/// <param name="Method">The method of a call; null: none.</param>
/// <param name="Attribute">The attribute, such as <c>Value</c>; null: none.</param>
public sealed record NodeFactView(string Service, string? Node, string? Path, string? Method, string? Attribute)
{
    /// <summary>anonymous, a user name or a thumbprint; null: not told when it was asked for.</summary>
    public string? User { get; init; }

    /// <summary>Application URI that the client told; null: none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Thumbprint of the client's certificate; null: none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The view; null for Modbus.</summary>
    public static NodeFactView? Of(NodeFact? fact) =>
        fact is null ? null : new NodeFactView(fact.ServiceName, fact.Node, fact.Path, fact.Method, fact.AttributeName)
        {
            User = fact.UserText,
            ApplicationUri = fact.ApplicationUri,
            Thumbprint = fact.Thumbprint,
        };
}
