using System.Net;

namespace OtEdge.Conduits.Relaying;

/// <summary>Whom links tell what happens: a machine without I/O that a loop owns. Nothing in it waits or locks.</summary>
internal abstract class LinkOwner
{
    /// <summary>Position in its loop's list.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Who is at the other end, for the log.</summary>
    public abstract IPEndPoint Peer { get; }

    /// <summary>True once everything is let go.</summary>
    public bool HasEnded { get; protected set; }

    /// <summary>When <see cref="OnDue"/> wants to be called; <see cref="LoopClock.Never"/> when nothing is due.</summary>
    public abstract long DueTicks { get; }

    /// <summary>Bytes have arrived; they are only valid during the call.</summary>
    public abstract void OnBytes(LinkSide side, ReadOnlySpan<byte> bytes);

    /// <summary>A side has ended its direction; the other direction may live on.</summary>
    public abstract void OnEnd(LinkSide side);

    /// <summary>A side has broken off; its link is closed already.</summary>
    public abstract void OnReset(LinkSide side);

    /// <summary>A side that was slow has taken most of what was sent to it.</summary>
    public abstract void OnRoom(LinkSide side);

    /// <summary>A deadline has passed.</summary>
    public abstract void OnDue();

    /// <summary>A connection that was sought is made.</summary>
    public abstract void OnConnected();

    /// <summary>A connection that was sought could not be made; its link is closed already.</summary>
    /// <param name="reason">Why, for people.</param>
    public abstract void OnConnectFailed(string reason);

    /// <summary>It has done something wrong itself: whatever it holds is reset.</summary>
    public abstract void Abandon();
}
