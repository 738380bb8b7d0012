using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>The layouts of requests (OPC UA Part 4 cl. 5, Part 6 cl. 5.2.6): items, and what follows them.</summary>
internal static class RequestShapes
{
    // UpdateData, UpdateEvent, DeleteRawModified, DeleteAtTime, DeleteEvent, UpdateStructureData; each begins with its node.
    private static readonly uint[] HistoryUpdates = [682, 685, 688, 691, 694, 11300];

    /// <summary>Fewest bytes of an item; 0: the service has no items.</summary>
    public static int LeastItemBytes(ServiceType service) => service switch
    {
        ServiceType.Read => 16,
        ServiceType.Write => 11,
        ServiceType.Call => 8,
        ServiceType.HistoryRead => 16,
        ServiceType.HistoryUpdate => 3,
        ServiceType.CreateMonitoredItems => 38,
        ServiceType.ModifyMonitoredItems => 24,
        ServiceType.Browse => 17,
        ServiceType.BrowseNext or ServiceType.SetMonitoringMode or ServiceType.DeleteMonitoredItems
            or ServiceType.DeleteSubscriptions or ServiceType.SetPublishingMode or ServiceType.TransferSubscriptions => 4,
        ServiceType.TranslateBrowsePaths => 6,
        ServiceType.RegisterNodes or ServiceType.UnregisterNodes => 2,
        ServiceType.AddNodes => 21,
        ServiceType.AddReferences => 15,
        ServiceType.DeleteNodes => 3,
        ServiceType.DeleteReferences => 8,
        _ => 0,
    };

    public static void ReadItem(ServiceType service, scoped ref UaReader reader, ref RequestItem item)
    {
        switch (service)
        {
            case ServiceType.Read:
                ReadValueId(ref reader, ref item);
                break;
            case ServiceType.Write:
                Node(ref reader, ref item);
                item.Attribute = reader.UInt32();
                item.IndexRange = reader.String();
                item.Value = reader.DataValue();
                item.IsOpaque = item.Value.Value.HasWrongDimensions;
                break;
            case ServiceType.Call:
                Node(ref reader, ref item);
                item.Method = reader.NodeId();
                int arguments = reader.ArrayLength(1);
                for (int i = 0; i < arguments && !reader.HasFailed; i++)
                {
                    item.IsOpaque |= reader.Variant().HasWrongDimensions;
                }

                break;
            case ServiceType.HistoryRead:
                Node(ref reader, ref item);
                item.IndexRange = reader.String();
                reader.QualifiedName();
                item.ContinuationPoint = reader.ByteString();
                break;
            case ServiceType.HistoryUpdate:
                HistoryUpdate(ref reader, ref item);
                break;
            case ServiceType.CreateMonitoredItems:
                ReadValueId(ref reader, ref item);
                item.MonitoringMode = reader.UInt32();
                MonitoringParameters(ref reader, ref item);
                break;
            case ServiceType.ModifyMonitoredItems:
                item.Id = reader.UInt32();
                MonitoringParameters(ref reader, ref item);
                break;
            case ServiceType.BrowseNext:
                item.ContinuationPoint = reader.ByteString();
                break;
            case ServiceType.RegisterNodes or ServiceType.UnregisterNodes:
                Node(ref reader, ref item);
                break;
            case ServiceType.Browse or ServiceType.TranslateBrowsePaths:
                ViewItem(service, ref reader, ref item);
                break;
            case ServiceType.AddNodes or ServiceType.AddReferences or ServiceType.DeleteNodes or ServiceType.DeleteReferences:
                NodeManagementItem(service, ref reader, ref item);
                break;
            default:
                item.Id = reader.UInt32();
                break;
        }
    }

    public static void ReadTail(ServiceType service, scoped ref UaReader reader)
    {
        switch (service)
        {
            case ServiceType.TransferSubscriptions:
                reader.Boolean();
                break;
            case ServiceType.SetTriggering:
                reader.Raw(8);
                reader.Raw(4 * reader.ArrayLength(4));
                reader.Raw(4 * reader.ArrayLength(4));
                break;
            case ServiceType.Publish:
                reader.Raw(8 * reader.ArrayLength(8));
                break;
            case ServiceType.Republish:
                reader.Raw(8);
                break;
            case ServiceType.CreateSubscription:
                reader.Raw(22);
                break;
            case ServiceType.ModifySubscription:
                reader.Raw(25);
                break;
            default:
                SessionShapes.ReadParameters(service, ref reader);
                break;
        }
    }

    /// <summary>Reads a relative path (OPC UA Part 4 cl. 7.31).</summary>
    internal static void RelativePath(scoped ref UaReader reader)
    {
        int elements = reader.ArrayLength(10);
        for (int i = 0; i < elements && !reader.HasFailed; i++)
        {
            reader.NodeId();
            reader.Raw(2);
            reader.QualifiedName();
        }
    }

    private static void Node(scoped ref UaReader reader, ref RequestItem item)
    {
        item.Node = reader.NodeId();
        item.HasNode = true;
    }

    private static void ReadValueId(scoped ref UaReader reader, ref RequestItem item)
    {
        Node(ref reader, ref item);
        item.Attribute = reader.UInt32();
        item.IndexRange = reader.String();
        reader.QualifiedName();
    }

    private static void MonitoringParameters(scoped ref UaReader reader, ref RequestItem item)
    {
        item.ClientHandle = reader.UInt32();
        reader.Double();
        item.Filter = reader.ExtensionObject();
        reader.UInt32();
        reader.Boolean();
        item.IsOpaque = !MonitoringFilter.TryRead(ref reader, item.Filter, out int nodes);
        item.FilterNodeCount = nodes;
    }

    private static void HistoryUpdate(scoped ref UaReader reader, ref RequestItem item)
    {
        ExtensionObjectRef details = reader.ExtensionObject();
        item.IsOpaque = details.Encoding != ExtensionObjectEncoding.Binary || details.TypeId.Kind != NodeIdKind.Numeric
            || details.TypeId.NamespaceIndex != 0 || !HistoryUpdates.AsSpan().Contains(details.TypeId.Numeric);
        if (!item.IsOpaque)
        {
            UaReader body = reader.Inside(details.Body);
            item.Node = body.NodeId();
            item.HasNode = !body.HasFailed;
            item.IsOpaque = body.HasFailed;
        }
    }

    private static void ViewItem(ServiceType service, scoped ref UaReader reader, ref RequestItem item)
    {
        Node(ref reader, ref item);
        if (service == ServiceType.TranslateBrowsePaths)
        {
            RelativePath(ref reader);
            return;
        }

        reader.UInt32();
        reader.NodeId();
        reader.Boolean();
        reader.UInt32();
        reader.UInt32();
    }

    private static void NodeManagementItem(ServiceType service, scoped ref UaReader reader, ref RequestItem item)
    {
        if (service == ServiceType.AddNodes)
        {
            ExpandedNodeIdRef parent = reader.ExpandedNodeId();
            item.Node = parent.Id;
            item.HasNode = parent.IsLocal;
            reader.NodeId();
            reader.ExpandedNodeId();
            reader.QualifiedName();
            reader.UInt32();
            reader.ExtensionObject();
            reader.ExpandedNodeId();
            return;
        }

        Node(ref reader, ref item);
        if (service != ServiceType.DeleteNodes)
        {
            reader.NodeId();
            reader.Boolean();
        }

        switch (service)
        {
            case ServiceType.AddReferences:
                reader.String();
                reader.ExpandedNodeId();
                reader.UInt32();
                break;
            case ServiceType.DeleteReferences:
                reader.ExpandedNodeId();
                reader.Boolean();
                break;
            default:
                reader.Boolean();
                break;
        }
    }
}
