namespace OtEdge.OpcUa.Services;

/// <summary>Services by the binary type id of their request (OPC UA Part 6 annex A.3); every other number is a service that is not known.</summary>
public enum ServiceType
{
    /// <summary>No service.</summary>
    None = 0,

    /// <summary>FindServers.</summary>
    FindServers = 422,

    /// <summary>GetEndpoints.</summary>
    GetEndpoints = 428,

    /// <summary>RegisterServer.</summary>
    RegisterServer = 437,

    /// <summary>OpenSecureChannel.</summary>
    OpenSecureChannel = 446,

    /// <summary>CloseSecureChannel.</summary>
    CloseSecureChannel = 452,

    /// <summary>CreateSession.</summary>
    CreateSession = 461,

    /// <summary>ActivateSession.</summary>
    ActivateSession = 467,

    /// <summary>CloseSession.</summary>
    CloseSession = 473,

    /// <summary>Cancel.</summary>
    Cancel = 479,

    /// <summary>AddNodes.</summary>
    AddNodes = 488,

    /// <summary>AddReferences.</summary>
    AddReferences = 494,

    /// <summary>DeleteNodes.</summary>
    DeleteNodes = 500,

    /// <summary>DeleteReferences.</summary>
    DeleteReferences = 506,

    /// <summary>Browse.</summary>
    Browse = 527,

    /// <summary>BrowseNext.</summary>
    BrowseNext = 533,

    /// <summary>TranslateBrowsePathsToNodeIds.</summary>
    TranslateBrowsePaths = 554,

    /// <summary>RegisterNodes.</summary>
    RegisterNodes = 560,

    /// <summary>UnregisterNodes.</summary>
    UnregisterNodes = 566,

    /// <summary>QueryFirst.</summary>
    QueryFirst = 615,

    /// <summary>QueryNext.</summary>
    QueryNext = 621,

    /// <summary>Read.</summary>
    Read = 631,

    /// <summary>HistoryRead.</summary>
    HistoryRead = 664,

    /// <summary>Write.</summary>
    Write = 673,

    /// <summary>HistoryUpdate.</summary>
    HistoryUpdate = 700,

    /// <summary>Call.</summary>
    Call = 712,

    /// <summary>CreateMonitoredItems.</summary>
    CreateMonitoredItems = 751,

    /// <summary>ModifyMonitoredItems.</summary>
    ModifyMonitoredItems = 763,

    /// <summary>SetMonitoringMode.</summary>
    SetMonitoringMode = 769,

    /// <summary>SetTriggering.</summary>
    SetTriggering = 775,

    /// <summary>DeleteMonitoredItems.</summary>
    DeleteMonitoredItems = 781,

    /// <summary>CreateSubscription.</summary>
    CreateSubscription = 787,

    /// <summary>ModifySubscription.</summary>
    ModifySubscription = 793,

    /// <summary>SetPublishingMode.</summary>
    SetPublishingMode = 799,

    /// <summary>Publish.</summary>
    Publish = 826,

    /// <summary>Republish.</summary>
    Republish = 832,

    /// <summary>TransferSubscriptions.</summary>
    TransferSubscriptions = 841,

    /// <summary>DeleteSubscriptions.</summary>
    DeleteSubscriptions = 847,

    /// <summary>FindServersOnNetwork.</summary>
    FindServersOnNetwork = 12208,

    /// <summary>RegisterServer2.</summary>
    RegisterServer2 = 12211,

    /// <summary>SessionlessInvoke.</summary>
    SessionlessInvoke = 15903,
}
