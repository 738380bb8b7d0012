namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>What is asked of a region: a service, and attributes that no rule tells apart.</summary>
/// <param name="Service">The service.</param>
/// <param name="Attribute">One of the attributes; 0: the service has none.</param>
/// <param name="Attributes">All of them, see <see cref="NodeAttributes"/>.</param>
internal sealed record NodeAsk(OpcUaService Service, int Attribute, ulong Attributes)
{
    private static readonly OpcUaService[] OnNodes =
    [
        OpcUaService.Browse, OpcUaService.Read, OpcUaService.CreateMonitoredItems, OpcUaService.HistoryRead, OpcUaService.Write,
        OpcUaService.HistoryUpdate, OpcUaService.Call, OpcUaService.AddNodes,
    ];

    /// <summary>Every question about nodes.</summary>
    public static IReadOnlyList<NodeAsk> OfNodes(IEnumerable<NodeTerms> terms)
    {
        ulong[] masks = [.. terms.SelectMany(term => new[] { term.AttributesFor(OperationClass.Read), term.AttributesFor(OperationClass.Write) }).Distinct()];
        ulong[] groups =
        [
            .. Enumerable.Range(1, NodeAttributes.IdMax)
                .GroupBy(id => string.Concat(masks.Select(mask => (mask & NodeAttributes.Of(id)) != 0 ? '1' : '0')) + (id == NodeAttributes.Value))
                .Select(group => group.Aggregate(0UL, (set, id) => set | NodeAttributes.Of(id))),
        ];
        return
        [
            .. OnNodes.SelectMany(service => OpcUaServices.NamesAttributes(service)
                ? groups.Select(group => new NodeAsk(service, System.Numerics.BitOperations.TrailingZeroCount(group), group))
                : [new NodeAsk(service, 0, 0)]),
        ];
    }

    /// <summary>The question that has no node: of subscriptions.</summary>
    public static NodeAsk OfSubscriptions { get; } = new(OpcUaService.CreateSubscription, 0, 0);

    /// <summary>The question that has no node: of sessions.</summary>
    public static NodeAsk OfSessions { get; } = new(OpcUaService.CreateSession, 0, 0);

    /// <summary>True when values are written.</summary>
    public bool WritesValues => Service == OpcUaService.Write && Attribute == NodeAttributes.Value;

    /// <summary>The operation on a region.</summary>
    public NodeExample On(NodeRegion region) => new()
    {
        Service = Service,
        Node = region.Node,
        Method = Service == OpcUaService.Call ? region.Method ?? NodeRegions.AnyMethod : null,
        Attribute = Attribute,
    };
}
