namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// One item of an OPC UA request, or a request without items; lives on the stack while it is judged. Who hands it in has resolved
/// aliases (RegisterNodes), continuation points (BrowseNext, HistoryRead) and monitored items (SetTriggering, Modify, Transfer)
/// to the nodes they stand for; what cannot be resolved has no node, and only a rule for every node covers it. Nodes that a
/// filter of a monitored item names (AttributeOperand) are operations of their own.
/// </summary>
public readonly ref struct NodeOperation
{
    /// <summary>The service.</summary>
    public OpcUaService Service { get; init; }

    /// <summary>True when the bytes are no valid request: an unknown encoding, trailing bytes, a namespace URI or server index
    /// inside a node id, an XML body.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>
    /// The node: what is read, written, browsed or watched; the object of a call; the parent, source or node of node management;
    /// the start of a browse path; the node of a history.
    /// </summary>
    public NodeSpan Node { get; init; }

    /// <summary>The method of a call.</summary>
    public NodeSpan Method { get; init; }

    /// <summary>Attribute id as on the wire, for Read, Write and CreateMonitoredItems; otherwise 0.</summary>
    public uint Attribute { get; init; }

    /// <summary>True when a Write names an index range, and so touches a part of the value.</summary>
    public bool HasIndexRange { get; init; }

    /// <summary>The written value, for Write.</summary>
    public NodeValue Value { get; init; }

    /// <summary>Its class.</summary>
    public OperationClass Class => IsMalformed ? OperationClass.Malformed : OpcUaServices.ClassOf(Service);
}
