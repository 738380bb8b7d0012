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

    /// <summary>Takes a frame of the client.</summary>
    public void Request(ReadOnlySpan<byte> adu, VerdictWord word, in Decision decision, RuleSet rules)
    {
        var header = new FrameHeader
        {
            Sent = fromClient,
            Received = toClient,
            RulesNumber = flight.NumberOf(rules),
            Rule = decision.Rule,
            Verdict = (byte)word,
            Reason = (byte)decision.Reason,
        };
        fromClient = unchecked(fromClient + (uint)adu.Length);
        Add(header, adu);
        if (isTriggered)
        {
            isTriggered = false;
            capture = flight.Begin(client, last);
            captureUse = capture?.Use ?? 0;
        }
    }

    /// <summary>Takes a frame that goes to the client.</summary>
    public void Reply(FrameWay way, ReadOnlySpan<byte> adu)
    {
        var header = new FrameHeader { Way = way, Sent = toClient, Received = fromClient, Rule = -1 };
        toClient = unchecked(toClient + (uint)adu.Length);
        Add(header, adu);
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

    private void Add(FrameHeader header, ReadOnlySpan<byte> adu)
    {
        if (adu.Length > FrameCapture.FrameBytesMax)
        {
            return;
        }

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
