using System.Net;
using OtEdge.Conduits.Relaying;

namespace OtEdge.Tests.Conduits;

/// <summary>A link to nowhere: what is sent is kept, what arrives is made up.</summary>
internal sealed class FakeLink : Link
{
    private readonly FakeLoop loop;
    private readonly Queue<byte> arrived = new();
    private bool isDelivering;

    /// <summary>A connection of a client that was accepted.</summary>
    public FakeLink(FakeLoop loop, LinkSide side, string peer = "10.20.0.11")
        : this(loop, side, new IPEndPoint(IPAddress.Parse(peer), 40_000), LinkState.Open)
    {
    }

    public FakeLink(FakeLoop loop, LinkSide side, IPEndPoint peer, LinkState state)
        : base(loop, side)
    {
        this.loop = loop;
        Peer = peer;
        State = state;
    }

    public override IPEndPoint Peer { get; }

    /// <summary>Every send of its own.</summary>
    public List<byte[]> Sends { get; } = [];

    public byte[] SentBytes => [.. Sends.SelectMany(send => send)];

    /// <summary>Bytes that the peer still takes in.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>False: what is sent is not kept, and nothing is allocated for it.</summary>
    public bool Keeps { get; set; } = true;

    public bool HasSentEnd { get; private set; }

    /// <summary>True when its session has nothing more to do with it.</summary>
    public bool IsLetGo => State is LinkState.Lingering or LinkState.Closed;

    public bool IsClosed => State == LinkState.Closed;

    public bool WasReset { get; private set; }

    public int Undelivered => arrived.Count;

    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            arrived.Enqueue(value);
        }

        Deliver();
    }

    public void ArriveEnd() => ReceivedEnd();

    public void Break() => ReportFailure("broken");

    public void Accept() => Connected();

    public void Refuse() => ReportFailure("refused");

    /// <summary>The peer takes in more.</summary>
    public void Drain(int room)
    {
        Room = room;
        int count = Math.Min(room, UnsentBytes);
        if (count > 0)
        {
            Sends.Add(Backlog[..count].ToArray());
            Room -= count;
            Sent(count);
        }

        Deliver();
    }

    protected override int TrySend(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(Room, bytes.Length);
        Room -= Keeps ? count : 0;
        if (count > 0 && Keeps)
        {
            Sends.Add(bytes[..count].ToArray());
        }

        return count;
    }

    protected override void ShutdownSending() => HasSentEnd = true;

    protected override void CloseSocket(bool reset) => WasReset = reset;

    protected override void UpdateInterest()
    {
    }

    protected override void FailLater() => loop.FailLater(this);

    /// <summary>Hands over what has arrived for as long as the link is read.</summary>
    public void Deliver()
    {
        if (isDelivering)
        {
            return;
        }

        isDelivering = true;
        while (arrived.Count > 0 && IsReading && State == LinkState.Open)
        {
            byte[] some = new byte[Math.Min(arrived.Count, ReceiveBytesMax)];
            for (int i = 0; i < some.Length; i++)
            {
                some[i] = arrived.Dequeue();
            }

            Received(some);
        }

        isDelivering = false;
    }
}
