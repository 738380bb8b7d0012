using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.Conduits.Replaying;

/// <summary>How a capture of OPC UA is replayed.</summary>
public sealed record OpcUaReplayOptions
{
    /// <summary>TCP port of the servers. Default 4840.</summary>
    public ushort DevicePort { get; init; } = 4840;

    /// <summary>
    /// Namespaces that servers are known to have from the start, see <see cref="OpcUaReplay.ReadNamespaces"/>: a conduit asks for
    /// them by itself, and a client may ask late. Default none.
    /// </summary>
    public IReadOnlyDictionary<CapturedEndpoint, NamespaceTable> Namespaces { get; init; } = new Dictionary<CapturedEndpoint, NamespaceTable>();

    /// <summary>Keys of encrypted channels; null (the default): what is encrypted is counted, not read.</summary>
    public KeyLog? Keys { get; init; }

    /// <summary>Bytes of unfinished chunks and messages that all connections keep; more than these are passed over. Default 512 MiB.</summary>
    public long KeptBytesMax { get; init; } = 512L * 1024 * 1024;

    /// <summary>Limits of reassembly.</summary>
    public TcpReassemblyLimits Reassembly { get; init; } = new();
}
