namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>Whoever is told of a descriptor's events: a link, or a listener.</summary>
internal interface IEpollTarget
{
    /// <summary>Tells events of this target from late ones of a target that had the same descriptor.</summary>
    uint Generation { get; set; }

    /// <summary>Whose fault a fault is; null when it is nobody's.</summary>
    LinkOwner? Owner { get; }

    /// <summary>Something has happened.</summary>
    /// <param name="flags">As epoll tells it.</param>
    void OnEvents(uint flags);
}
