using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Tcp;

/// <summary>Relays bytes that are not read, both ways; begin and end of the connection are recorded.</summary>
internal sealed class TcpSession : Session
{
    // What is not read is not judged: the conduit allows every byte, in every mode.
    private static readonly Decision NotRead = new(DecisionReason.Allowed);
    private readonly RawRelay relay;
    private Verdict.Forward? permit;
    private long deviceDueTicks = LoopClock.Never;

    /// <summary>Makes a session for an accepted client.</summary>
    public TcpSession(ConduitContext conduit, Link client)
        : base(conduit, client) => relay = new RawRelay(client);

    /// <inheritdoc/>
    public override long DueTicks => Math.Min(deviceDueTicks, IdleDueTicks);

    /// <inheritdoc/>
    public override void Start()
    {
        // The device is dialled at once, because in some protocols the server speaks first.
        Conduit.Report(NewFinding(FindingKind.Connection, "connected"));
        permit = Enforcement.Resolve(Conduit.Posture, true, OperationClass.Session, NotRead) as Verdict.Forward;
        Client.Read(on: false);
        deviceDueTicks = Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout);
        base.Start();
        if (!SeekDevice())
        {
            GiveUp("the device could not be reached a moment ago");
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(LinkSide side)
    {
        if (Device is null)
        {
            End();
            return;
        }

        relay.PassEnd(side, Device);
        EndWhenOver();
    }

    /// <inheritdoc/>
    public override void OnRoom(LinkSide side)
    {
        if (Device is not null)
        {
            relay.MakeRoom(side, Device);
            EndWhenOver();
        }
    }

    /// <inheritdoc/>
    public override void OnDue()
    {
        if (deviceDueTicks <= Conduit.Clock.Ticks)
        {
            GiveUp("the device did not accept the connection in time");
        }
        else
        {
            End();
        }
    }

    /// <inheritdoc/>
    protected override void OnClientBytes(ReadOnlySpan<byte> bytes)
    {
        SendToDevice(permit!, bytes);
        relay.HoldBack(LinkSide.Client, Device!);
    }

    /// <inheritdoc/>
    protected override void OnDeviceBytes(ReadOnlySpan<byte> bytes)
    {
        SendToClient(bytes);
        relay.HoldBack(LinkSide.Device, Device!);
    }

    /// <inheritdoc/>
    protected override void OnDeviceOpen()
    {
        deviceDueTicks = LoopClock.Never;
        Client.Read(on: true);
    }

    /// <inheritdoc/>
    protected override void OnDeviceUnreachable(string reason) => GiveUp(reason);

    /// <inheritdoc/>
    protected override void OnEnded() => Conduit.Report(NewFinding(FindingKind.Connection, "ended"));

    private void GiveUp(string reason)
    {
        Conduit.Report(NewFinding(FindingKind.DeviceUnreachable, reason));
        End(resetClient: true);
    }

    private void EndWhenOver()
    {
        if (Device is not null && relay.IsOver(Device))
        {
            End();
        }
    }
}
