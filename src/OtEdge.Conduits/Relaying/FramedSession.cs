using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// A session whose protocol is read frame by frame until its bytes are no frames any more. There is nothing to find the next frame
/// by, so then it is opaque for good: where the posture lets it, bytes pass unread both ways; otherwise it ends.
/// </summary>
internal abstract class FramedSession : Session
{
    private readonly RawRelay relay;
    private ByteQueue unsent;
    private long deviceDueTicks = LoopClock.Never;
    private volatile bool isOpaque;

    /// <summary>Makes a session for an accepted client.</summary>
    protected FramedSession(ConduitContext conduit, Link client)
        : base(conduit, client) => relay = new RawRelay(client);

    /// <inheritdoc/>
    public sealed override bool IsOpaque => isOpaque;

    /// <inheritdoc/>
    public sealed override long DueTicks => Math.Min(Math.Min(deviceDueTicks, FrameDueTicks), IdleDueTicks);

    /// <summary>When <see cref="OnFrameDue"/> wants to be called.</summary>
    protected abstract long FrameDueTicks { get; }

    /// <inheritdoc/>
    public sealed override void OnEnd(LinkSide side)
    {
        if (!isOpaque)
        {
            OnFramedEnd(side);
        }
        else if (Device is null || DeviceState != DeviceState.Open)
        {
            End();
        }
        else
        {
            relay.PassEnd(side, Device);
            EndWhenOver();
        }
    }

    /// <inheritdoc/>
    public sealed override void OnRoom(LinkSide side)
    {
        if (!isOpaque)
        {
            OnFramedRoom(side);
        }
        else if (Device is not null)
        {
            relay.MakeRoom(side, Device);
            EndWhenOver();
        }
    }

    /// <inheritdoc/>
    public sealed override void OnDue()
    {
        long now = Conduit.Clock.Ticks;
        if (deviceDueTicks <= now || IdleDueTicks <= now)
        {
            End(resetClient: deviceDueTicks <= now);
        }
        else
        {
            OnFrameDue();
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnClientBytes(ReadOnlySpan<byte> bytes)
    {
        if (!isOpaque)
        {
            OnFramedClientBytes(bytes);
        }
        else if (Permit() is { } permit)
        {
            PassToDevice(permit, bytes);
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnDeviceBytes(ReadOnlySpan<byte> bytes)
    {
        if (!isOpaque)
        {
            OnFramedDeviceBytes(bytes);
        }
        else if (Permit() is not null)
        {
            SendToClient(bytes);
            relay.HoldBack(LinkSide.Device, Device!);
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnDeviceOpen()
    {
        if (!isOpaque)
        {
            OnFramedDeviceOpen();
        }
        else if (Permit() is { } permit)
        {
            deviceDueTicks = LoopClock.Never;
            SendToDevice(permit, unsent.Bytes);
            unsent.Clear();
            Client.Read(on: true);
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnDeviceUnreachable(string reason)
    {
        Report(FindingKind.DeviceUnreachable, VerdictWord.Allowed, reason);
        if (isOpaque)
        {
            End(resetClient: true);
        }
        else
        {
            OnFramedUnreachable();
        }
    }

    /// <inheritdoc/>
    protected override void OnEnded() => unsent.Clear();

    /// <summary>Bytes of the client, not opaque yet.</summary>
    protected abstract void OnFramedClientBytes(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes of the device, not opaque yet.</summary>
    protected abstract void OnFramedDeviceBytes(ReadOnlySpan<byte> bytes);

    /// <summary>A side has ended its direction, not opaque yet.</summary>
    protected abstract void OnFramedEnd(LinkSide side);

    /// <summary>A side has room again, not opaque yet.</summary>
    protected abstract void OnFramedRoom(LinkSide side);

    /// <summary>The device can be sent to, not opaque yet.</summary>
    protected abstract void OnFramedDeviceOpen();

    /// <summary>The device cannot be reached, not opaque yet.</summary>
    protected abstract void OnFramedUnreachable();

    /// <summary>A deadline of <see cref="FrameDueTicks"/> has passed.</summary>
    protected abstract void OnFrameDue();

    /// <summary>The verdict on bytes that cannot be read, under the posture that holds now.</summary>
    protected abstract Verdict ResolveUnread();

    /// <summary>From here on bytes pass unread.</summary>
    /// <param name="permit">The permission.</param>
    /// <param name="toDevice">What the client has sent and the device has not got.</param>
    protected void BecomeOpaque(Verdict.Forward permit, ReadOnlySpan<byte> toDevice)
    {
        isOpaque = true;
        Client.ReceiveBytesMax = int.MaxValue;
        if (DeviceState == DeviceState.None && !SeekDevice())
        {
            Report(FindingKind.DeviceUnreachable, VerdictWord.Allowed, "the device could not be reached a moment ago");
            End(resetClient: true);
            return;
        }

        PassToDevice(permit, toDevice);
    }

    /// <summary>Sends a finding about the connection on its way.</summary>
    protected void Report(FindingKind kind, VerdictWord word, string detail)
    {
        TrafficFinding finding = NewFinding(kind, detail);
        finding.Verdict = word;
        Conduit.Report(finding);
    }

    private void PassToDevice(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        if (DeviceState == DeviceState.Open)
        {
            SendToDevice(permit, bytes);
            Client.Read(on: true);
            relay.HoldBack(LinkSide.Client, Device!);
        }
        else
        {
            unsent.Append(bytes);
            Client.Read(on: false);
            deviceDueTicks = Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout);
        }
    }

    private Verdict.Forward? Permit()
    {
        if (ResolveUnread() is Verdict.Forward permit)
        {
            return permit;
        }

        Report(FindingKind.Opaque, VerdictWord.Refused, "the connection can no longer be framed, and the conduit enforces now");
        End();
        return null;
    }

    private void EndWhenOver()
    {
        if (relay.IsOver(Device!))
        {
            End();
        }
    }
}
