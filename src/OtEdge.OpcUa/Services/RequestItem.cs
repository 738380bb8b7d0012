using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>One item of a request; what a service does not have is empty.</summary>
public ref struct RequestItem
{
    /// <summary>Where it begins in the body.</summary>
    public int Start { get; internal set; }

    /// <summary>Where it ends in the body.</summary>
    public int End { get; internal set; }

    /// <summary>
    /// The node: what is read, written, browsed or watched; the object of a call; the parent, source or node of node management;
    /// the start of a browse path; the node of a history.
    /// </summary>
    public NodeIdRef Node { get; internal set; }

    /// <summary>True when the item names a node in the form of the server itself.</summary>
    public bool HasNode { get; internal set; }

    /// <summary>The method of a call.</summary>
    public NodeIdRef Method { get; internal set; }

    /// <summary>Attribute id; 0: none.</summary>
    public uint Attribute { get; internal set; }

    /// <summary>The index range as UTF-8; empty: the whole value.</summary>
    public ReadOnlySpan<byte> IndexRange { get; internal set; }

    /// <summary>The value of a Write.</summary>
    public DataValueRef Value { get; internal set; }

    /// <summary>The continuation point of BrowseNext or HistoryRead; empty: none.</summary>
    public ReadOnlySpan<byte> ContinuationPoint { get; internal set; }

    /// <summary>Id of a monitored item or subscription; 0: none.</summary>
    public uint Id { get; internal set; }

    /// <summary>The client's own number of a monitored item, which stands in its notifications.</summary>
    public uint ClientHandle { get; internal set; }

    /// <summary>The monitoring mode that an item is created with (OPC UA Part 4 cl. 7.23).</summary>
    public uint MonitoringMode { get; internal set; }

    /// <summary>The filter of a monitored item.</summary>
    public ExtensionObjectRef Filter { get; internal set; }

    /// <summary>How many nodes the filter names besides the item's own, see <see cref="FilterNodes"/>.</summary>
    public int FilterNodeCount { get; internal set; }

    /// <summary>
    /// True when a part of it cannot be understood: a structure of an unknown type or in XML where the service needs one that is known,
    /// or an array whose dimensions do not fit.
    /// </summary>
    public bool IsOpaque { get; internal set; }
}
