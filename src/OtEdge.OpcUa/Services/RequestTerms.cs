using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>What a request says before its items.</summary>
public readonly ref struct RequestTerms
{
    private static readonly uint[] HistoryDetails = [646, 649, 652, 655, 23500];

    internal RequestTerms(ServiceType service, scoped ref UaReader reader)
    {
        switch (service)
        {
            case ServiceType.Read:
                reader.Double();
                reader.UInt32();
                break;
            case ServiceType.HistoryRead:
                ExtensionObjectRef details = reader.ExtensionObject();
                IsOpaque = details.Encoding != ExtensionObjectEncoding.Binary || details.TypeId.Kind != NodeIdKind.Numeric
                    || details.TypeId.NamespaceIndex != 0 || !HistoryDetails.AsSpan().Contains(details.TypeId.Numeric);
                reader.UInt32();
                Releases = reader.Boolean();
                break;
            case ServiceType.CreateMonitoredItems or ServiceType.ModifyMonitoredItems:
                SubscriptionId = reader.UInt32();
                reader.UInt32();
                break;
            case ServiceType.SetMonitoringMode:
                SubscriptionId = reader.UInt32();
                MonitoringMode = reader.UInt32();
                break;
            case ServiceType.DeleteMonitoredItems:
                SubscriptionId = reader.UInt32();
                break;
            case ServiceType.Browse:
                View = reader.NodeId();
                reader.Int64();
                reader.UInt32();
                reader.UInt32();
                break;
            case ServiceType.BrowseNext:
                Releases = reader.Boolean();
                break;
            case ServiceType.SetPublishingMode:
                reader.Boolean();
                break;
        }
    }

    /// <summary>The subscription of monitored items; 0: none.</summary>
    public uint SubscriptionId { get; }

    /// <summary>The mode that SetMonitoringMode gives (OPC UA Part 4 cl. 7.23).</summary>
    public uint MonitoringMode { get; }

    /// <summary>True when BrowseNext or HistoryRead only gives continuation points back.</summary>
    public bool Releases { get; }

    /// <summary>The view that is browsed; null: the whole address space.</summary>
    public NodeIdRef View { get; }

    /// <summary>True when the details of a HistoryRead are of an unknown type or not binary.</summary>
    public bool IsOpaque { get; }
}
