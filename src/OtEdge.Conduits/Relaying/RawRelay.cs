namespace OtEdge.Conduits.Relaying;

/// <summary>What passing bytes without reading them needs: back-pressure both ways, and ends carried over one by one.</summary>
/// <param name="client">The client's connection; the device's is given with each call, for it comes later.</param>
internal sealed class RawRelay(Link client)
{
    private bool clientEnded;
    private bool deviceEnded;

    /// <summary>Stops reading a side while the other one takes its bytes too slowly.</summary>
    /// <param name="from">The side that bytes have just come from.</param>
    /// <param name="device">The device's connection.</param>
    public void HoldBack(LinkSide from, Link device)
    {
        (Link source, Link target) = from == LinkSide.Client ? (client, device) : (device, client);
        if (target.IsCongested)
        {
            source.Read(on: false);
        }
    }

    /// <summary>Reads the other side again, now that this one has room.</summary>
    public void MakeRoom(LinkSide side, Link device) => (side == LinkSide.Client ? device : client).Read(on: true);

    /// <summary>Carries the end of one direction over; the other direction lives on.</summary>
    public void PassEnd(LinkSide side, Link device)
    {
        if (side == LinkSide.Client)
        {
            clientEnded = true;
            device.EndSending();
        }
        else
        {
            deviceEnded = true;
            client.EndSending();
        }
    }

    /// <summary>True when both directions have ended and everything is sent.</summary>
    public bool IsOver(Link device) =>
        clientEnded && deviceEnded && client.UnsentBytes == 0 && device.UnsentBytes == 0;
}
