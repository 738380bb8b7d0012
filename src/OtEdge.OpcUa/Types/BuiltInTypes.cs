namespace OtEdge.OpcUa.Types;

/// <summary>What is known of the built-in types.</summary>
public static class BuiltInTypes
{
    /// <summary>Bytes that every value of the type takes; 0 when that depends on the value.</summary>
    public static int FixedBytes(BuiltInType type) => type switch
    {
        BuiltInType.Boolean or BuiltInType.SByte or BuiltInType.Byte => 1,
        BuiltInType.Int16 or BuiltInType.UInt16 => 2,
        BuiltInType.Int32 or BuiltInType.UInt32 or BuiltInType.Float or BuiltInType.StatusCode => 4,
        BuiltInType.Int64 or BuiltInType.UInt64 or BuiltInType.Double or BuiltInType.DateTime => 8,
        BuiltInType.Guid => 16,
        _ => 0,
    };

    /// <summary>Fewest bytes that a value of the type takes.</summary>
    internal static int LeastBytes(BuiltInType type) => type switch
    {
        BuiltInType.String or BuiltInType.ByteString or BuiltInType.XmlElement => 4,
        BuiltInType.NodeId or BuiltInType.ExpandedNodeId => 2,
        BuiltInType.QualifiedName => 6,
        BuiltInType.ExtensionObject => 3,
        BuiltInType.LocalizedText or BuiltInType.DataValue or BuiltInType.Variant or BuiltInType.DiagnosticInfo => 1,
        _ => FixedBytes(type),
    };
}
