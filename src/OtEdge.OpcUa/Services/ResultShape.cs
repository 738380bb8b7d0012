namespace OtEdge.OpcUa.Services;

/// <summary>What a response has for each item of its request (OPC UA Part 4 cl. 5).</summary>
public enum ResultShape
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A StatusCode.</summary>
    Status,

    /// <summary>A DataValue.</summary>
    DataValue,

    /// <summary>A CallMethodResult.</summary>
    CallResult,

    /// <summary>A HistoryReadResult.</summary>
    HistoryReadResult,

    /// <summary>A HistoryUpdateResult.</summary>
    HistoryUpdateResult,

    /// <summary>A MonitoredItemCreateResult.</summary>
    ItemCreateResult,

    /// <summary>A MonitoredItemModifyResult.</summary>
    ItemModifyResult,

    /// <summary>A BrowseResult.</summary>
    BrowseResult,

    /// <summary>A BrowsePathResult.</summary>
    BrowsePathResult,

    /// <summary>A NodeId without status or diagnostics: the answer of RegisterNodes.</summary>
    NodeId,

    /// <summary>An AddNodesResult.</summary>
    AddNodesResult,

    /// <summary>A TransferResult.</summary>
    TransferResult,
}
