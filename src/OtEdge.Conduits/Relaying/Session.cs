using System.Net;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// What happens on one client connection and on the device connection that is made for it: a machine without I/O that is fed with
/// what arrives and drives two links. One loop owns it; nothing in it waits, locks, or allocates per frame.
/// </summary>
internal abstract class Session : LinkOwner
{
    private long bytesFromClient;
    private long bytesFromDevice;

    /// <summary>Makes a session for an accepted client; <see cref="Start"/> sets it going.</summary>
    protected Session(ConduitContext conduit, Link client)
    {
        Conduit = conduit;
        Client = client;
        ClientEnd = client.Peer;
        Identity = new ClientIdentity(ClientEnd.Address);
        Since = conduit.Clock.Now.Utc;
        LastActivityTicks = conduit.Clock.Ticks;
        Flight = conduit.Flight?.Follow(ClientEnd);
        client.Owner = this;
    }

    /// <summary>Keeps its last frames; null: nothing is kept.</summary>
    public FlightTrack? Flight { get; }

    /// <summary>Address and port of the client.</summary>
    public IPEndPoint ClientEnd { get; }

    /// <inheritdoc/>
    public sealed override IPEndPoint Peer => ClientEnd;

    /// <summary>Who the client is, as far as its connection tells.</summary>
    public ClientIdentity Identity { get; }

    /// <summary>When the client was accepted.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Bytes received from the client; any thread may read it.</summary>
    public long BytesFromClient => Volatile.Read(ref bytesFromClient);

    /// <summary>Bytes received from the device; any thread may read it.</summary>
    public long BytesFromDevice => Volatile.Read(ref bytesFromDevice);

    /// <summary>Where the device side stands; any thread may read it.</summary>
    public DeviceState DeviceState { get; private set; }

    /// <summary>True when the session can no longer be framed; any thread may read it.</summary>
    public virtual bool IsOpaque => false;

    /// <summary>How it is protected and who its user is; null: not known. Any thread may read it.</summary>
    public virtual ConnectionSecurity? Security => null;

    /// <summary>True when the client has asked for something that made sense: such a connection is not given up for a newcomer.</summary>
    public virtual bool HasProvenItself => true;

    /// <summary>The conduit it belongs to.</summary>
    protected ConduitContext Conduit { get; }

    /// <summary>The client's connection.</summary>
    protected Link Client { get; }

    /// <summary>The device's connection; null while there is none.</summary>
    protected Link? Device { get; private set; }

    /// <summary>When something was last received.</summary>
    protected long LastActivityTicks { get; private set; }

    /// <summary>When a silent connection is given up.</summary>
    protected long IdleDueTicks =>
        Conduit.Limits.Idle is { } idle ? LoopClock.After(LastActivityTicks, idle) : LoopClock.Never;

    /// <summary>Begins, right after the client was accepted.</summary>
    public virtual void Start() => Conduit.Clock.Arm(DueTicks);

    /// <inheritdoc/>
    public sealed override void OnBytes(LinkSide side, ReadOnlySpan<byte> bytes)
    {
        LastActivityTicks = Conduit.Clock.Ticks;
        Conduit.Counters.CountBytes(side, bytes.Length);
        if (side == LinkSide.Client)
        {
            Volatile.Write(ref bytesFromClient, bytesFromClient + bytes.Length);
            OnClientBytes(bytes);
        }
        else
        {
            Volatile.Write(ref bytesFromDevice, bytesFromDevice + bytes.Length);
            OnDeviceBytes(bytes);
        }
    }

    /// <inheritdoc/>
    public override void OnReset(LinkSide side) =>
        End(resetClient: side == LinkSide.Device, resetDevice: side == LinkSide.Client);

    /// <summary>The device connection is made.</summary>
    public sealed override void OnConnected()
    {
        DeviceState = DeviceState.Open;
        OnDeviceOpen();
    }

    /// <summary>The device connection could not be made; its link is closed already.</summary>
    public sealed override void OnConnectFailed(string reason)
    {
        Device = null;
        DeviceState = DeviceState.None;
        OnDeviceUnreachable(reason);
    }

    /// <inheritdoc/>
    public sealed override void Abandon() => End(resetClient: true, resetDevice: true);

    /// <summary>A place at the device has become free for this session, which waited for it.</summary>
    public void OnAdmitted() => Dial();

    /// <summary>No place at the device will become free: it cannot be reached.</summary>
    public void OnTurnedAway(string reason)
    {
        DeviceState = DeviceState.None;
        OnDeviceUnreachable(reason);
    }

    /// <summary>Lets go of both sides.</summary>
    /// <param name="resetClient">True: the client sees RST; false: what is unsent and then FIN.</param>
    /// <param name="resetDevice">True: the device sees RST; false: FIN.</param>
    public void End(bool resetClient = false, bool resetDevice = false)
    {
        if (HasEnded)
        {
            return;
        }

        HasEnded = true;
        if (resetClient)
        {
            Client.Reset();
        }
        else
        {
            Client.Close();
        }

        Flight?.End();
        OnEnded();
        Conduit.Remove(this);
        LetGoOfDevice(resetDevice);
    }

    /// <summary>Bytes of the client.</summary>
    protected abstract void OnClientBytes(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes of the device.</summary>
    protected abstract void OnDeviceBytes(ReadOnlySpan<byte> bytes);

    /// <summary>The device can be sent to.</summary>
    protected abstract void OnDeviceOpen();

    /// <summary>The device cannot be reached now.</summary>
    protected abstract void OnDeviceUnreachable(string reason);

    /// <summary>Gives back what the session holds.</summary>
    protected virtual void OnEnded()
    {
    }

    /// <summary>Asks for a device connection; the answer comes as one of the calls above, or at once.</summary>
    /// <returns>False when the device cannot be reached for now: a failed attempt is too recent.</returns>
    protected bool SeekDevice()
    {
        switch (Conduit.Gate.Ask(this))
        {
            case GateAnswer.Admitted:
                Dial();
                return true;
            case GateAnswer.Wait:
                DeviceState = DeviceState.Waiting;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The only way to the device: it takes the permission that enforcement alone can make.</summary>
    /// <param name="permit">The permission.</param>
    /// <param name="bytes">Exactly what was judged.</param>
    protected void SendToDevice(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(permit);
        Device!.Send(bytes);
        Conduit.CountPassage();
    }

    /// <summary>Passes bytes of the device on.</summary>
    protected void SendToClient(ReadOnlySpan<byte> bytes)
    {
        Client.Send(bytes);
        Conduit.CountPassage();
    }

    /// <summary>
    /// Lets go of the device connection, or of the wait for one. Its place is free when the connection is really closed: in order,
    /// that is when the device has ended its side too, so that it never has more connections than places.
    /// </summary>
    protected void LetGoOfDevice(bool reset)
    {
        Link? device = Device;
        DeviceState state = DeviceState;
        Device = null;
        DeviceState = DeviceState.None;
        if (state == DeviceState.Waiting)
        {
            Conduit.Gate.Leave(this);
        }

        if (reset)
        {
            device?.Reset();
        }
        else
        {
            device?.Close();
        }
    }

    /// <summary>A finding about this session, with what every finding says.</summary>
    public TrafficFinding NewFinding(FindingKind kind, string? detail = null) => new()
    {
        Conduit = Conduit.Index,
        Kind = kind,
        Utc = Conduit.Clock.Now.Utc,
        Client = Identity.Address,
        ClientPort = ClientEnd.Port,
        Detail = detail,
    };

    private void Dial()
    {
        DeviceState = DeviceState.Connecting;
        Device = Conduit.Gate.Connect(this);
    }
}
