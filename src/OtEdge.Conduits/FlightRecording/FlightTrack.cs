using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>The frames of one connection in its conduit's ring.</summary>
/// <param name="flight">The recorder of its conduit.</param>
/// <param name="client">Address and port of the client.</param>
internal sealed class FlightTrack(ConduitFlight flight, IPEndPoint client)
{
    private long last = -1;
    private uint fromClient;
    private uint toClient;
    private FrameCapture? capture;
    private int captureUse;
    private bool isTriggered;

    /// <summary>The frame that is dealt with now gave rise to a finding: what is around it is worth keeping.</summary>
    public void Trigger(in TrafficFinding finding) => isTriggered |= !IsCapturing && flight.MayCapture(finding);

    /// <summary>Takes a frame of the client, or all of a message.</summary>
    public void Request(ReadOnlySpan<byte> adu, VerdictWord word, in Decision decision, RuleSet rules)
    {
        var header = new FrameHeader
        {
            Received = toClient,
            RulesNumber = flight.NumberOf(rules),
            Rule = decision.Rule,
            Verdict = (byte)word,
            Reason = (byte)decision.Reason,
        };
        Add(header, adu, ref fromClient);
        BeginIfTriggered();
    }

    /// <summary>A frame of the client is not kept, because there may be a secret in it.</summary>
    /// <param name="bytes">Its length.</param>
    public void RequestWithheld(int bytes)
    {
        fromClient = unchecked(fromClient + (uint)bytes);
        BeginIfTriggered();
    }

    /// <summary>Takes a frame that goes to the client.</summary>
    public void Reply(FrameWay way, ReadOnlySpan<byte> adu)
    {
        var header = new FrameHeader { Way = way, Received = fromClient, Rule = -1 };
        Add(header, adu, ref toClient);
    }

    /// <summary>The connection has ended: nothing follows any more.</summary>
    public void End()
    {
        if (IsCapturing)
        {
            capture!.Give(flight);
        }

        capture = null;
    }

    // A capture whose time ran out is the drain's, or another connection's by now.
    private bool IsCapturing => capture is { IsFilling: true } && capture.Use == captureUse;

    private void BeginIfTriggered()
    {
        if (isTriggered)
        {
            isTriggered = false;
            capture = flight.Begin(client, last);
            captureUse = capture?.Use ?? 0;
        }
    }

    private void Add(FrameHeader header, ReadOnlySpan<byte> frame, ref uint sent)
    {
        uint end = unchecked(sent + (uint)frame.Length);
        for (ReadOnlySpan<byte> rest = frame.Length > FrameCapture.FrameBytesMax ? default : frame; !rest.IsEmpty;)
        {
            ReadOnlySpan<byte> packet = rest[..Math.Min(rest.Length, FrameCapture.PacketBytesMax)];
            header.Sent = sent;
            Add(header, packet);
            sent = unchecked(sent + (uint)packet.Length);
            rest = rest[packet.Length..];
            header.Way = header.Way == FrameWay.Request ? FrameWay.RequestRest : header.Way;
        }

        sent = end;
    }

    private void Add(FrameHeader header, ReadOnlySpan<byte> adu)
    {
        header.Before = last;
        header.UtcTicks = flight.UtcTicks;
        header.Bytes = (ushort)adu.Length;
        last = flight.Add(header, adu);
        if (capture is not null && !(IsCapturing && capture.TryFollow(header, adu, flight)))
        {
            capture = null;
        }
    }
}
