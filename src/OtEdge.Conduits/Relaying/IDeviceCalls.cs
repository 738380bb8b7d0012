namespace OtEdge.Conduits.Relaying;

/// <summary>Device connections that the device itself has made. Belongs to the conduit's loop.</summary>
internal interface IDeviceCalls
{
    /// <summary>True when one waits to be used.</summary>
    bool IsAnyWaiting { get; }

    /// <summary>Hands over one that waits; there must be one.</summary>
    /// <param name="owner">Who uses it: told of everything from here on.</param>
    Link Take(LinkOwner owner);
}
