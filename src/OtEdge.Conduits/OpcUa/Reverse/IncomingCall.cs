using System.Net;
using System.Text;
using System.Text.Unicode;
using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>
/// A connection that a device has made: it says who it is by RHE (OPC UA Part 6 cl. 7.1.3), and then is silent until a client needs
/// it. Nothing is said to it before it is known to be one that may call.
/// </summary>
internal sealed class IncomingCall : LinkOwner
{
    private const int HelloBytesMax = 16 + (2 * (ChunkFraming.TransportTextBytesMax - 1));
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(5);
    private readonly IncomingCalls calls;
    private readonly Link link;
    private ByteQueue input;
    private long dueTicks;

    /// <summary>Takes over a connection that was accepted.</summary>
    public IncomingCall(IncomingCalls calls, Link link, LoopClock clock)
    {
        this.calls = calls;
        this.link = link;
        Since = clock.Now.Utc;
        dueTicks = clock.ArmAfter(HelloWithin);
        link.ReceiveBytesMax = HelloBytesMax;
        link.Owner = this;
    }

    /// <inheritdoc/>
    public override IPEndPoint Peer => link.Peer;

    /// <inheritdoc/>
    public override long DueTicks => dueTicks;

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>True when it has said who it is, and may call.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The application URI that it gave; null before it is ready.</summary>
    public string ServerUri { get; private set; } = "";

    /// <summary>The URL that it wants to be greeted with; null before it is ready.</summary>
    public string EndpointUrl { get; private set; } = "";

    /// <inheritdoc/>
    public override void OnBytes(LinkSide side, ReadOnlySpan<byte> bytes)
    {
        if (IsReady)
        {
            calls.TurnAway(this, new CallFlaw(StatusCodes.BadTcpMessageTypeInvalid, "it spoke again before it was asked"));
            return;
        }

        input.Append(bytes);
        FrameStatus status = ChunkFraming.TryRead(input.Bytes, HelloBytesMax, out ChunkHeader header, out WireFault fault);
        if (status == FrameStatus.Fault)
        {
            calls.TurnAway(this, new CallFlaw(fault.StatusCode, fault.Message));
        }
        else if (header.Bytes > 0 && header.Type != MessageType.ReverseHello)
        {
            calls.TurnAway(this, new CallFlaw(StatusCodes.BadTcpMessageTypeInvalid, "expected RHE as the first message"));
        }
        else if (status == FrameStatus.Done)
        {
            TakeHello(header);
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(LinkSide side)
    {
        link.Close();
        calls.Lost(this);
    }

    /// <inheritdoc/>
    public override void OnReset(LinkSide side) => calls.Lost(this);

    /// <inheritdoc/>
    public override void OnRoom(LinkSide side)
    {
        // Nothing waits to be sent.
    }

    /// <inheritdoc/>
    public override void OnDue() => calls.TurnAway(this, new CallFlaw(StatusCodes.BadTimeout, "its RHE was not finished in time"));

    /// <inheritdoc/>
    public override void OnConnected()
    {
        // It was connected from the beginning.
    }

    /// <inheritdoc/>
    public override void OnConnectFailed(string reason)
    {
        // It was connected from the beginning.
    }

    /// <inheritdoc/>
    public override void Abandon()
    {
        if (!HasEnded)
        {
            link.Reset();
            calls.Lost(this);
        }
    }

    /// <summary>Gives the connection to somebody else, who is told of everything from here on.</summary>
    public Link HandOver(LinkOwner next)
    {
        link.ReceiveBytesMax = int.MaxValue;
        link.CalledUrl = EndpointUrl;
        link.Owner = next;
        return link;
    }

    /// <summary>Ends the connection with ERR.</summary>
    public void Refuse(uint status)
    {
        var error = new UaWriter(128);
        TransportMessages.WriteError(error, status, "turned away by OtEdge"u8);
        link.Send(error.Written);
        link.Close();
    }

    /// <summary>Ends the connection.</summary>
    public void HangUp() => link.Close();

    /// <summary>Nothing is kept of it any more.</summary>
    public void Forget()
    {
        HasEnded = true;
        dueTicks = LoopClock.Never;
        input.Clear();
    }

    private void TakeHello(in ChunkHeader header)
    {
        WireFault fault = TransportMessages.ReadReverseHello(input.Bytes[..header.Bytes], out ReadOnlySpan<byte> server, out ReadOnlySpan<byte> url);
        CallFlaw? flaw = !fault.IsNone ? new CallFlaw(fault.StatusCode, fault.Message)
            : input.Count > header.Bytes ? new CallFlaw(StatusCodes.BadTcpMessageTypeInvalid, "bytes follow its RHE, before anybody has asked")
            : calls.WrongWith(server, Peer.Address)
            ?? (IsUrl(url) ? null : new CallFlaw(StatusCodes.BadTcpEndpointUrlInvalid, "the endpoint URL of its RHE is no opc.tcp URL"));
        if (flaw is { } wrong)
        {
            calls.TurnAway(this, wrong);
            return;
        }

        ServerUri = Encoding.UTF8.GetString(server);
        EndpointUrl = Encoding.UTF8.GetString(url);
        input.Clear();
        dueTicks = LoopClock.Never;
        IsReady = true;
        calls.Ready(this);
    }

    private static bool IsUrl(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) && Uri.TryCreate(Encoding.UTF8.GetString(text), UriKind.Absolute, out Uri? url) && url is { Scheme: "opc.tcp", Host.Length: > 0 };
}
