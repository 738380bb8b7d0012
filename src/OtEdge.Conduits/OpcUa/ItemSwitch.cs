namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// Monitored items of one subscription that OtEdge silences because the rules no longer allow them, or lets speak again because they do.
/// They stay at the server, so that a change of rules that goes back gives their client back what it saw.
/// </summary>
/// <param name="Session">The session that gets their notifications.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="Items">Their ids; empty: the subscription has to end as a whole.</param>
/// <param name="Mode">The monitoring mode that they get (OPC UA Part 4 cl. 7.23).</param>
internal sealed record ItemSwitch(KnownSession Session, uint Subscription, IReadOnlyList<uint> Items, uint Mode = ItemSwitch.Disabled)
{
    /// <summary>Nothing is sampled.</summary>
    public const uint Disabled = 0;

    /// <summary>Changes are sampled and reported.</summary>
    public const uint Reporting = 2;
}
