namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// The namespaces of one server by index, as it last said them (i=2255); immutable. A server that says another table after a
/// restart gets another one, and rules are bound to it again.
/// </summary>
public sealed class NamespaceTable
{
    /// <summary>URI of the OPC UA namespace, always at index 0 (OPC 10000-3 cl. 8.2.2).</summary>
    public const string BaseUri = "http://opcfoundation.org/UA/";

    /// <summary>Most namespaces that are kept; those beyond have no URI, and only rules for every node cover their nodes.</summary>
    public const int UrisMax = 4096;

    private readonly string[] uris;

    /// <summary>Makes a table.</summary>
    /// <param name="uris">In the order of their indexes; what stands at index 0 counts as the OPC UA namespace.</param>
    public NamespaceTable(IEnumerable<string> uris) => this.uris = [BaseUri, .. uris.Skip(1).Take(UrisMax - 1)];

    /// <summary>Before a server has said its table: only the OPC UA namespace is known.</summary>
    public static NamespaceTable Unknown { get; } = new([]);

    /// <summary>The URIs in the order of their indexes.</summary>
    public IReadOnlyList<string> Uris => uris;

    /// <summary>The URI at an index; null when there is none.</summary>
    public string? UriOf(int index) => (uint)index < (uint)uris.Length ? uris[index] : null;

    /// <summary>The index of a URI; -1 when the server lacks it.</summary>
    public int IndexOf(string uri) => Array.IndexOf(uris, uri);

    /// <summary>True when both say the same.</summary>
    public bool SaysTheSameAs(NamespaceTable other) => uris.AsSpan().SequenceEqual(other.uris);
}
