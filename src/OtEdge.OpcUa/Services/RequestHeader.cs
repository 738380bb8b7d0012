using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>What every request begins with (OPC UA Part 4 cl. 7.33).</summary>
public readonly ref struct RequestHeader
{
    internal RequestHeader(scoped ref UaReader reader)
    {
        AuthenticationToken = reader.NodeId();
        Timestamp = reader.Int64();
        Handle = reader.UInt32();
        Diagnostics = reader.UInt32();
        reader.String();
        TimeoutHint = reader.UInt32();
        AdditionalHeader = reader.ExtensionObject();
    }

    /// <summary>The secret that names the session; null before there is one.</summary>
    public NodeIdRef AuthenticationToken { get; }

    /// <summary>When the client sent it, in 100 ns since 1601-01-01.</summary>
    public long Timestamp { get; }

    /// <summary>What the response carries back.</summary>
    public uint Handle { get; }

    /// <summary>Which diagnostics the client asks for.</summary>
    public uint Diagnostics { get; }

    /// <summary>Milliseconds the client waits; 0: no limit.</summary>
    public uint TimeoutHint { get; }

    /// <summary>Parameters of security policies with elliptic curves; mostly null.</summary>
    public ExtensionObjectRef AdditionalHeader { get; }
}
