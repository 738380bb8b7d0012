namespace OtEdge.OpcUa.Types;

/// <summary>An ExtensionObject that stays in the message it was read from (OPC UA Part 6 cl. 5.2.2.15).</summary>
public readonly ref struct ExtensionObjectRef
{
    /// <summary>The id of the encoding of its type; null: there is no object.</summary>
    public NodeIdRef TypeId { get; init; }

    /// <summary>How the body is encoded.</summary>
    public ExtensionObjectEncoding Encoding { get; init; }

    /// <summary>The body; its own length is not part of it.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>True when there is no object.</summary>
    public bool IsNull => TypeId.IsNull && Encoding == ExtensionObjectEncoding.None;

    /// <summary>True for a binary body of the type with this id in namespace 0.</summary>
    public bool IsBinary(uint typeId) => Encoding == ExtensionObjectEncoding.Binary && TypeId.IsStandard(typeId);
}
