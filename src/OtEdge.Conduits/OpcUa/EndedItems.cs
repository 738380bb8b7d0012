namespace OtEdge.Conduits.OpcUa;

/// <summary>Monitored items of one subscription that the rules no longer allow.</summary>
/// <param name="Session">The session that gets their notifications.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="Items">Their ids; empty: the subscription has to end as a whole.</param>
internal sealed record EndedItems(KnownSession Session, uint Subscription, IReadOnlyList<uint> Items);
