using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What the codec reads, as judging takes it; nothing is copied.</summary>
internal static class NodeSpans
{
    /// <summary>A node.</summary>
    public static NodeSpan Of(NodeIdRef id) => id.IsNull ? NodeSpan.None : id.Kind switch
    {
        OtEdge.OpcUa.Types.NodeIdKind.Numeric => NodeSpan.Numeric(id.NamespaceIndex, id.Numeric),
        OtEdge.OpcUa.Types.NodeIdKind.String => NodeSpan.Text(id.NamespaceIndex, id.Identifier),
        OtEdge.OpcUa.Types.NodeIdKind.Guid => NodeSpan.Guid(id.NamespaceIndex, id.Identifier),
        _ => NodeSpan.Opaque(id.NamespaceIndex, id.Identifier),
    };

    /// <summary>The service of a request; a client may say any number, also one that no service will ever have.</summary>
    public static OpcUaService ServiceOf(in ServiceRequest request) => unchecked((OpcUaService)request.TypeId);

    /// <summary>A value; one without a Variant has no type.</summary>
    public static NodeValue Of(DataValueRef value)
    {
        VariantRef variant = value.Value;
        NodeValueType type = variant.Type <= BuiltInType.String ? (NodeValueType)(int)variant.Type : NodeValueType.Other;
        return new NodeValue
        {
            Type = type,
            IsArray = variant.IsArray,
            IsNotGood = (value.Status & 0xC0000000) != 0,
            Data = type is NodeValueType.None or NodeValueType.Other ? default
                : type == NodeValueType.String ? (variant.IsArray ? default : variant.Values[4..])
                : variant.Values,
        };
    }
}
