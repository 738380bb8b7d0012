using OtEdge.OpcUa;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>A real end of a secure channel behind a fake link: the client's or the device's.</summary>
/// <param name="end">The end.</param>
/// <param name="link">The link that OtEdge sends to and receives from.</param>
/// <param name="now">The time.</param>
internal sealed class RigPeer(ChannelEnd end, FakeLink link, Func<Moment> now)
{
    private readonly List<byte> arrived = [];
    private uint lastNumber;

    public ChannelEnd End => end;

    public FakeLink Link => link;

    /// <summary>Status with which the channel was ended by the other side; 0: it was not.</summary>
    public uint Error { get; private set; }

    public bool IsOver => end.IsOver || link.IsLetGo;

    /// <summary>Changes what is sent on its way.</summary>
    public Func<byte[], byte[]> OnTheWay { get; set; } = bytes => bytes;

    public Action<uint, byte[]> OnMessage { get; set; } = (_, _) => { };

    public Action OnOpened { get; set; } = () => { };

    /// <summary>The sequence number after the last one that was sent without protection.</summary>
    public uint NextNumber() => ++lastNumber;

    /// <summary>Moves bytes both ways, once; false when there were none.</summary>
    public bool Move()
    {
        bool isSending = !end.Output.IsEmpty && link.State == OtEdge.Conduits.Relaying.LinkState.Open;
        bool hasMoved = isSending || link.Sends.Count > 0;
        if (isSending)
        {
            Count(end.Output);
            byte[] sent = OnTheWay(end.Output.ToArray());
            end.OutputTaken();
            link.Arrive(sent);
        }

        arrived.AddRange(link.SentBytes);
        link.Sends.Clear();
        while (arrived.Count > 0)
        {
            ChannelEvent happened = end.Receive(arrived.ToArray(), now(), out int consumed);
            arrived.RemoveRange(0, consumed);
            if (consumed == 0)
            {
                break;
            }

            Do(happened);
        }

        return hasMoved;
    }

    public void Do(ChannelEvent happened)
    {
        while (happened.Kind == ChannelEventKind.Work)
        {
            ChannelWork work = happened.Work!;
            work.Run();
            happened = end.Complete(work, now());
        }

        switch (happened.Kind)
        {
            case ChannelEventKind.Opened:
                end.IncomingLimits = AssemblyLimits.InSession;
                OnOpened();
                break;
            case ChannelEventKind.Message:
                OnMessage(happened.RequestId, happened.Message.ToArray());
                break;
            case ChannelEventKind.Faulted when Error == 0:
                Error = happened.StatusCode;
                break;
        }
    }

    private void Count(ReadOnlySpan<byte> sent)
    {
        while (ChunkFraming.TryRead(sent, int.MaxValue, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            lastNumber += header.IsSecure ? 1u : 0;
            sent = sent[header.Bytes..];
        }
    }
}
