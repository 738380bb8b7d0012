namespace OtEdge.OpcUa.Types;

/// <summary>A QualifiedName that stays in the message it was read from.</summary>
public readonly ref struct QualifiedNameRef
{
    /// <summary>Index of the namespace at the server.</summary>
    public ushort NamespaceIndex { get; init; }

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; init; }
}
