using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// The device's side of a terminating connection: asks the device what it offers when that is not known, then opens a secure channel,
/// of which OtEdge is the client's end, and renews it in time.
/// </summary>
internal sealed class DeviceLeg(TerminatingSession session, GatewayFront front, ConduitContext conduit) : IDisposable
{
    private const uint DiscoveryRequestId = 1;
    private ClientChannel? channel;
    private ByteQueue input;
    private DeviceStage stage;
    private Verdict.Forward? unsentPermit;
    private bool isChannelWanted;
    private bool isPictureKept;
    private long stepDueTicks = LoopClock.Never;
    private uint lastRequestId;

    /// <summary>True when requests can be sent.</summary>
    public bool IsOpen => stage == DeviceStage.Open && channel!.IsOpen;

    /// <summary>What is known of the device; null: nothing yet.</summary>
    public DevicePicture? Picture { get; private set; }

    /// <summary>When the next step has to be done, or the channel wants to be renewed.</summary>
    public long DueTicks => stage != DeviceStage.Open ? stepDueTicks : Math.Min(TokenEndsTicks, channel!.IsPaused ? LoopClock.Never : channel.RenewAt.Ticks);

    private long TokenEndsTicks => channel!.NewestToken?.EndsAt.Ticks ?? LoopClock.Never;

    private Moment Now => new(TimeSpan.FromTicks(conduit.Clock.Ticks), conduit.Clock.Now.Utc);

    /// <summary>Has the device looked at, and a channel opened where that is wanted; how it went is told to the session.</summary>
    public void Seek(bool wantsChannel)
    {
        isChannelWanted |= wantsChannel;
        if (stage == DeviceStage.None)
        {
            stepDueTicks = conduit.Clock.ArmAfter(conduit.Limits.DeviceTimeout);
            isPictureKept = Picture is null;
            Picture ??= front.FreshPicture(conduit.Clock.Ticks);
            if (Picture is not null)
            {
                OnPicture();
            }
            else
            {
                Dial(DeviceStage.Asking, GatewayFront.Unprotected(front.Settings.DeviceUrl.OriginalString));
            }
        }
    }

    /// <summary>The connection is made.</summary>
    public void OnConnected()
    {
        channel!.Greet(session.CalledUrl);
        Flush();
    }

    /// <summary>Bytes have arrived.</summary>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        if (input.IsEmpty)
        {
            ClientChannel? taking = channel;
            int used = Take(bytes);
            if (!session.HasEnded && taking is not null && ReferenceEquals(taking, channel) && used < bytes.Length)
            {
                input.Append(bytes[used..]);
            }
        }
        else
        {
            input.Append(bytes);
            input.Remove(Take(input.Bytes));
        }
    }

    /// <summary>Sends a request, with the next <see cref="Flush"/>.</summary>
    /// <param name="permit">The permission.</param>
    /// <param name="message">What was judged.</param>
    /// <returns>Its number; 0 when it is longer than the device takes.</returns>
    public uint Send(Verdict.Forward permit, ReadOnlySpan<byte> message)
    {
        // The channel's own requests are numbered from the end.
        const uint Last = 0xF000_0000;
        lastRequestId = lastRequestId >= Last ? 1 : lastRequestId + 1;
        unsentPermit = permit;
        return channel!.TrySend(lastRequestId, message, Now) ? lastRequestId : 0;
    }

    /// <summary>
    /// The device does not open a channel. What was kept of it may be out of date, as when it shows a new certificate: then it is asked
    /// anew, once.
    /// </summary>
    /// <returns>False: that would change nothing.</returns>
    public bool TryAnew()
    {
        if (stage != DeviceStage.Opening || !isPictureKept)
        {
            return false;
        }

        front.ForgetPicture();
        LetGo();
        Picture = null;
        session.HangUp();
        Seek(isChannelWanted);
        return true;
    }

    /// <summary>Sends what is to be sent.</summary>
    public void Flush()
    {
        if (channel is not null && !channel.Output.IsEmpty && session.PassToDevice(unsentPermit ?? session.PermitOwn(), channel.Output))
        {
            channel.OutputTaken();
            unsentPermit = null;
        }
    }

    /// <summary>A deadline has passed.</summary>
    public void OnDue()
    {
        if (stepDueTicks <= conduit.Clock.Ticks)
        {
            front.ForgetPicture();
            session.OnDeviceOver(
                StatusCodes.BadTimeout,
                session.DeviceState == DeviceState.Open ? "the device did not open a secure channel in time" : conduit.Gate.Late(session.DeviceState));
        }
        else if (stage == DeviceStage.Open && TokenEndsTicks <= conduit.Clock.Ticks)
        {
            session.OnDeviceOver(StatusCodes.BadTimeout, "the device did not renew the secure channel in time");
        }
        else if (stage == DeviceStage.Open && DueTicks <= conduit.Clock.Ticks)
        {
            Handle(channel!.Renew(Now));
        }
    }

    /// <summary>Lets go of everything; the device is told while there still is a connection.</summary>
    public void Dispose()
    {
        if (channel is { IsOpen: true, IsPaused: false })
        {
            channel.Close(Now);
            Flush();
        }

        LetGo();
    }

    private void LetGo()
    {
        input.Clear();
        channel?.Dispose();
        channel = null;
        stage = DeviceStage.None;
        stepDueTicks = LoopClock.Never;
    }

    private void Dial(DeviceStage next, ClientChannelOptions options)
    {
        stage = next;
        channel = new ClientChannel(options) { IncomingLimits = AssemblyLimits.InSession, IncomingBudget = front.Server.Unfinished };
        session.Dial();
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        ClientChannel? taking = channel;
        while (!session.HasEnded && taking is not null && ReferenceEquals(taking, channel))
        {
            ChannelEvent happened = taking.Receive(bytes[used..], Now, out int consumed);
            used += consumed;
            if (happened.Kind == ChannelEventKind.NeedMore)
            {
                break;
            }

            Handle(happened);
        }

        return used;
    }

    private void Handle(ChannelEvent happened)
    {
        switch (happened.Kind)
        {
            case ChannelEventKind.Work:
                ChannelWork work = happened.Work!;
                ClientChannel asking = channel!;
                session.Do(work.Run, () => Completed(asking, work));
                break;
            case ChannelEventKind.Opened when stage == DeviceStage.Asking:
                var question = new UaWriter();
                Discovery.WriteGetEndpoints(question, session.CalledUrl ?? front.Settings.DeviceUrl.OriginalString, Now.Utc);
                channel!.TrySend(DiscoveryRequestId, question.Written, Now);
                break;
            case ChannelEventKind.Opened:
                stage = DeviceStage.Open;
                stepDueTicks = LoopClock.Never;
                conduit.Clock.Arm(DueTicks);
                session.OnDeviceOpened();
                break;
            case ChannelEventKind.Renewed:
                conduit.Clock.Arm(DueTicks);
                break;
            case ChannelEventKind.Message when stage == DeviceStage.Asking:
                OnEndpoints(Discovery.ReadEndpoints(happened.Message));
                break;
            case ChannelEventKind.Message when stage == DeviceStage.Open:
                session.OnReply(happened.RequestId, happened.Message);
                channel?.MessageTaken();
                break;
            case ChannelEventKind.Aborted when stage == DeviceStage.Open:
                session.OnReplyAborted(happened.RequestId);
                break;
            case ChannelEventKind.Faulted or ChannelEventKind.Closed when TryAnew():
                break;
            case ChannelEventKind.Faulted or ChannelEventKind.Closed:
                front.ForgetPicture();

                // How the device treats OtEdge itself is not for the client to mend.
                bool isOfSession = stage == DeviceStage.Open && happened.StatusCode != StatusCodes.Good;
                session.OnDeviceOver(isOfSession ? happened.StatusCode : StatusCodes.BadCommunicationError, PeerScrutiny.Words(stage, happened.StatusCode));
                break;
        }
    }

    private void Completed(ClientChannel asking, ChannelWork work)
    {
        if (ReferenceEquals(asking, channel))
        {
            Handle(asking.Complete(work, Now));
            input.Remove(Take(input.Bytes));
        }
    }

    private void OnEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        stage = DeviceStage.Looking;
        channel!.Close(Now);
        Flush();
        channel.Dispose();
        channel = null;
        input.Clear();
        session.HangUp();
        DevicePicture? painted = null;
        string problem = "";
        DateTimeOffset utc = Now.Utc;
        session.Do(() => painted = front.Painter.Paint(endpoints, utc, out problem), () => OnPainted(painted, problem));
    }

    private void OnPainted(DevicePicture? painted, string problem)
    {
        if (painted is null)
        {
            session.OnDeviceOver(StatusCodes.BadCommunicationError, problem);
            return;
        }

        isPictureKept = false;
        front.Keep(painted, GatewayFront.DueAfter(conduit.Clock.Ticks));
        Picture = painted;
        OnPicture();
    }

    private void OnPicture()
    {
        stage = DeviceStage.None;
        stepDueTicks = LoopClock.Never;
        session.OnPicture(Picture!);
        if (isChannelWanted && session.Accepts(Picture!))
        {
            stepDueTicks = conduit.Clock.ArmAfter(conduit.Limits.DeviceTimeout);
            Dial(DeviceStage.Opening, Picture!.Options(GatewayFront.Random));
        }
    }
}
