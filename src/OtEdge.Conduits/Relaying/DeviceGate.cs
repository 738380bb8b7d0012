using System.Net;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// Lets at most so many sessions of a conduit connect to its device, first come first served, and none for a moment after the
/// device could not be reached. Belongs to the conduit's loop.
/// </summary>
internal sealed class DeviceGate
{
    private static readonly TimeSpan BackOffFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BackOffLongest = TimeSpan.FromSeconds(2);
    private readonly RelayLoop loop;
    private readonly DeviceAddress device;
    private readonly int placesMax;
    private readonly List<Session> waiting = [];
    private TimeSpan backOff = BackOffFirst;
    private long notBeforeTicks = long.MinValue;
    private bool isLookingUp;
    private int placesTaken;
    private Action? recall;

    /// <summary>Makes a gate with every place free.</summary>
    /// <param name="loop">The loop it belongs to.</param>
    /// <param name="device">Where the device listens; a host name is looked up when it is needed.</param>
    /// <param name="placesMax">Most device connections at once.</param>
    public DeviceGate(RelayLoop loop, DeviceAddress device, int placesMax)
    {
        this.loop = loop;
        this.device = device;
        this.placesMax = placesMax;
        Address = IPAddress.TryParse(device.Host, out IPAddress? literal) ? new IPEndPoint(literal, device.Port) : null;
    }

    /// <summary>The device's address; null while it is not known.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <summary>The connections that the device makes itself; null: it is dialled.</summary>
    public IDeviceCalls? Calls { get; set; }

    /// <summary>Device connections open or being made; any thread may read it.</summary>
    public int PlacesTaken => Volatile.Read(ref placesTaken);

    private bool IsReachable => Calls?.IsAnyWaiting ?? Address is not null;

    private bool IsName => !IPAddress.TryParse(device.Host, out _);

    /// <summary>Asks for a place; the link of whoever is admitted owes a <see cref="Release"/>.</summary>
    public GateAnswer Ask(Session session)
    {
        if (loop.Clock.Ticks < notBeforeTicks)
        {
            return GateAnswer.NotNow;
        }

        if (IsReachable && placesTaken < placesMax && waiting.Count == 0)
        {
            Take();
            return GateAnswer.Admitted;
        }

        waiting.Add(session);
        if (placesTaken >= placesMax)
        {
            Recall();
        }

        LookUpWhenNeeded();
        return GateAnswer.Wait;
    }

    /// <summary>The connection of a session that was admitted: one that the device has made, or one that is being made.</summary>
    public Link Connect(Session session)
    {
        Link link;
        if (Calls is null)
        {
            link = loop.Connect(Address!, session, LinkSide.Device);
        }
        else
        {
            link = Calls.Take(session);
            loop.PostFor(session, () => link.TellConnected(session));
        }

        link.Gate = this;
        return link;
    }

    /// <summary>The device has called: whoever waits for it is served.</summary>
    public void Called() => AdmitWaiting();

    /// <summary>What took too long, for people.</summary>
    /// <param name="state">Where the session stands that has waited.</param>
    public string Late(DeviceState state) =>
        Calls is not null && state == DeviceState.Waiting ? "no device has called in in time" : "the device did not accept the connection in time";

    /// <summary>Lends a place to OtEdge itself, one at a time; null while clients need them all or the device cannot be reached.</summary>
    public DeviceLoan? Lend()
    {
        if (Calls is not null || recall is not null || loop.Clock.Ticks < notBeforeTicks || placesTaken >= placesMax || waiting.Count > 0)
        {
            return null;
        }

        Take();
        var loan = new DeviceLoan(back => loop.Post(() => TakeBack(back)));
        recall = loan.Recall;
        return loan;
    }

    /// <summary>Wants the place back that is lent.</summary>
    public void Recall() => recall?.Invoke();

    /// <summary>A session no longer waits.</summary>
    public void Leave(Session session) => waiting.Remove(session);

    /// <summary>A place is free again.</summary>
    public void Release()
    {
        Volatile.Write(ref placesTaken, placesTaken - 1);
        AdmitWaiting();
    }

    /// <summary>The device was reached.</summary>
    public void Succeeded() => backOff = BackOffFirst;

    /// <summary>The device could not be reached: nobody tries again for a moment, twice as long each time up to 2 s.</summary>
    public void Failed()
    {
        // The device may have fewer places than the settings know of: OtEdge's own is the first to go.
        Recall();
        notBeforeTicks = loop.Clock.Ticks + backOff.Ticks;
        backOff = backOff * 2 < BackOffLongest ? backOff * 2 : BackOffLongest;
        if (IsName)
        {
            Address = null;
        }
    }

    private void TakeBack(DeviceLoan back)
    {
        recall = null;
        back.End();
        Release();
    }

    private void Take() => Volatile.Write(ref placesTaken, placesTaken + 1);

    private void AdmitWaiting()
    {
        if (loop.Clock.Ticks < notBeforeTicks)
        {
            TurnAwayWaiting("the device could not be reached a moment ago");
            return;
        }

        while (IsReachable && placesTaken < placesMax && waiting.Count > 0)
        {
            Session next = waiting[0];
            waiting.RemoveAt(0);
            Take();
            next.OnAdmitted();
        }

        LookUpWhenNeeded();
    }

    private void TurnAwayWaiting(string reason)
    {
        Session[] turnedAway = [.. waiting];
        waiting.Clear();
        foreach (Session session in turnedAway)
        {
            session.OnTurnedAway(reason);
        }
    }

    private void LookUpWhenNeeded()
    {
        if (Calls is null && Address is null && !isLookingUp && waiting.Count > 0)
        {
            isLookingUp = true;
            HostLookup.Begin(loop, device.Host, LookedUp);
        }
    }

    private void LookedUp(IPAddress[] found)
    {
        isLookingUp = false;
        if (found.Length > 0)
        {
            Address = new IPEndPoint(found[0], device.Port);
            AdmitWaiting();
        }
        else
        {
            Failed();
            TurnAwayWaiting("the device's host name could not be looked up");
        }
    }
}
