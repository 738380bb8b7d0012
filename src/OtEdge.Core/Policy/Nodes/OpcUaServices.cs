namespace OtEdge.Core.Policy.Nodes;

/// <summary>What is the same for every policy about the services of OPC UA.</summary>
public static class OpcUaServices
{
    /// <summary>The class of a service; what is not known is <see cref="OperationClass.Admin"/>.</summary>
    public static OperationClass ClassOf(OpcUaService service) => service switch
    {
        OpcUaService.FindServers or OpcUaService.GetEndpoints or OpcUaService.FindServersOnNetwork
            or OpcUaService.OpenSecureChannel or OpcUaService.CloseSecureChannel
            or OpcUaService.CreateSession or OpcUaService.ActivateSession or OpcUaService.CloseSession
            or OpcUaService.Cancel => OperationClass.Session,
        OpcUaService.Browse or OpcUaService.BrowseNext or OpcUaService.TranslateBrowsePaths
            or OpcUaService.RegisterNodes or OpcUaService.UnregisterNodes => OperationClass.Browse,
        OpcUaService.Read => OperationClass.Read,
        OpcUaService.CreateMonitoredItems or OpcUaService.ModifyMonitoredItems or OpcUaService.SetMonitoringMode
            or OpcUaService.SetTriggering or OpcUaService.DeleteMonitoredItems or OpcUaService.CreateSubscription
            or OpcUaService.ModifySubscription or OpcUaService.SetPublishingMode or OpcUaService.Publish
            or OpcUaService.Republish or OpcUaService.TransferSubscriptions
            or OpcUaService.DeleteSubscriptions => OperationClass.Subscribe,
        OpcUaService.HistoryRead => OperationClass.History,
        OpcUaService.Write or OpcUaService.HistoryUpdate => OperationClass.Write,
        OpcUaService.Call => OperationClass.Call,
        _ => OperationClass.Admin,
    };

    /// <summary>
    /// True when the items of a service name nodes, so that an operation of it without a node is covered only by a rule for every
    /// node. The others (CreateSubscription, Publish and so on) are covered by any rule of their class.
    /// </summary>
    public static bool NamesNodes(OpcUaService service) => ClassOf(service) switch
    {
        OperationClass.Session => false,
        OperationClass.Subscribe => service == OpcUaService.CreateMonitoredItems,
        OperationClass.Browse => service != OpcUaService.UnregisterNodes,
        _ => true,
    };

    /// <summary>True when its items have an attribute: Read, Write and CreateMonitoredItems.</summary>
    public static bool NamesAttributes(OpcUaService service) =>
        service is OpcUaService.Read or OpcUaService.Write or OpcUaService.CreateMonitoredItems;

    /// <summary>
    /// True when one forbidden item refuses a whole request, unless the policy says otherwise: Write, Call, HistoryUpdate and node
    /// management, so that no recipe is written by halves.
    /// </summary>
    public static bool IsWholeByDefault(OpcUaService service) => service is
        OpcUaService.Write or OpcUaService.Call or OpcUaService.HistoryUpdate or OpcUaService.AddNodes
        or OpcUaService.AddReferences or OpcUaService.DeleteNodes or OpcUaService.DeleteReferences;

    /// <summary>The name of a service as the standard writes it, such as <c>CreateMonitoredItems</c>; <c>service 9999</c> when it is not known.</summary>
    public static string NameOf(OpcUaService service) => Enum.IsDefined(service) ? $"{service}" : $"service {unchecked((uint)service)}";
}
