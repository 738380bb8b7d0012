namespace OtEdge.OpcUa.Services;

/// <summary>What is known of the services.</summary>
public static class ServiceTypes
{
    /// <summary>Type id of a ServiceFault, which answers any request.</summary>
    public const uint ServiceFault = 397;

    /// <summary>The service with a type id of a request; <see cref="ServiceType.None"/>: not known.</summary>
    public static ServiceType OfRequest(uint typeId) =>
        typeId <= int.MaxValue && Enum.IsDefined((ServiceType)typeId) ? (ServiceType)typeId : ServiceType.None;

    /// <summary>Type id of the response to a service (OPC UA Part 6 annex A.3).</summary>
    public static uint ResponseOf(ServiceType service) => service switch
    {
        ServiceType.FindServersOnNetwork or ServiceType.RegisterServer2 => (uint)service + 1,
        ServiceType.SessionlessInvoke => 21001,
        _ => (uint)service + 3,
    };

    /// <summary>What one result of a service is; <see cref="ResultShape.None"/> when it has no results per item.</summary>
    public static ResultShape ResultOf(ServiceType service) => service switch
    {
        ServiceType.Read => ResultShape.DataValue,
        ServiceType.Write or ServiceType.SetMonitoringMode or ServiceType.DeleteMonitoredItems or ServiceType.DeleteSubscriptions
            or ServiceType.SetPublishingMode or ServiceType.AddReferences or ServiceType.DeleteNodes
            or ServiceType.DeleteReferences => ResultShape.Status,
        ServiceType.Call => ResultShape.CallResult,
        ServiceType.HistoryRead => ResultShape.HistoryReadResult,
        ServiceType.HistoryUpdate => ResultShape.HistoryUpdateResult,
        ServiceType.CreateMonitoredItems => ResultShape.ItemCreateResult,
        ServiceType.ModifyMonitoredItems => ResultShape.ItemModifyResult,
        ServiceType.Browse or ServiceType.BrowseNext => ResultShape.BrowseResult,
        ServiceType.TranslateBrowsePaths => ResultShape.BrowsePathResult,
        ServiceType.RegisterNodes => ResultShape.NodeId,
        ServiceType.AddNodes => ResultShape.AddNodesResult,
        ServiceType.TransferSubscriptions => ResultShape.TransferResult,
        _ => ResultShape.None,
    };

    /// <summary>True when single items can be cut out of a request of the service, and be answered in the device's place.</summary>
    public static bool CanCutItems(ServiceType service) =>
        ResultOf(service) != ResultShape.None || service == ServiceType.UnregisterNodes;

    /// <summary>True when the items of a service name nodes; those of the others name monitored items or subscriptions, or there are none.</summary>
    public static bool NamesNodes(ServiceType service) => service is ServiceType.Read or ServiceType.Write or ServiceType.Call
        or ServiceType.HistoryRead or ServiceType.HistoryUpdate or ServiceType.CreateMonitoredItems
        or ServiceType.Browse or ServiceType.BrowseNext or ServiceType.TranslateBrowsePaths
        or ServiceType.RegisterNodes or ServiceType.UnregisterNodes
        or ServiceType.AddNodes or ServiceType.AddReferences or ServiceType.DeleteNodes or ServiceType.DeleteReferences;

    /// <summary>True when the parameters are checked to the last byte; the others are refused or passed unread.</summary>
    public static bool IsRead(ServiceType service) => service is not (ServiceType.None or ServiceType.QueryFirst
        or ServiceType.QueryNext or ServiceType.SessionlessInvoke or ServiceType.RegisterServer or ServiceType.RegisterServer2);
}
