namespace OtEdge.OpcUa.Types;

/// <summary>How the body of an ExtensionObject is encoded (OPC UA Part 6 cl. 5.2.2.15).</summary>
public enum ExtensionObjectEncoding : byte
{
    /// <summary>There is no body.</summary>
    None = 0,

    /// <summary>OPC UA binary.</summary>
    Binary = 1,

    /// <summary>XML text.</summary>
    Xml = 2,
}
