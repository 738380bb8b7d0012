namespace OtEdge.Core.Policy.Nodes;

/// <summary>The kinds of identifier that a node has (OPC 10000-3 cl. 8.2.4).</summary>
public enum NodeIdKind
{
    /// <summary>No node.</summary>
    None = 0,

    /// <summary>A number: <c>i=</c>.</summary>
    Numeric,

    /// <summary>A text: <c>s=</c>.</summary>
    String,

    /// <summary>A GUID: <c>g=</c>.</summary>
    Guid,

    /// <summary>Bytes: <c>b=</c>.</summary>
    Opaque,
}
