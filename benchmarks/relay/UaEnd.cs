using System.Diagnostics;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;

namespace OtEdge.RelayBenchmark;

/// <summary>One end of a secure channel on a connection: joins chunks that come in pieces, and does work with keys at once.</summary>
/// <param name="channel">The end.</param>
/// <param name="onMessage">Gets every message.</param>
internal sealed class UaEnd(ChannelEnd channel, UaEnd.MessageTaker onMessage) : IDisposable
{
    private byte[] kept = [];
    private int keptBytes;

    /// <summary>Gets a message, valid during the call.</summary>
    public delegate void MessageTaker(uint requestId, ReadOnlySpan<byte> message);

    public static Moment Now => new(Stopwatch.GetElapsedTime(0), DateTimeOffset.UtcNow);

    /// <summary>Takes what has arrived.</summary>
    /// <exception cref="IOException">The other side has done something wrong, or says that this side has.</exception>
    public void Take(ReadOnlySpan<byte> arrived)
    {
        Moment now = Now;
        ReadOnlySpan<byte> left = keptBytes == 0 ? arrived : Join(arrived);
        while (true)
        {
            ChannelEvent happened = channel.Receive(left, now, out int consumed);
            left = left[consumed..];
            while (happened.Kind == ChannelEventKind.Work)
            {
                ChannelWork work = happened.Work!;
                work.Run();
                happened = channel.Complete(work, now);
            }

            switch (happened.Kind)
            {
                case ChannelEventKind.NeedMore:
                    Keep(left);
                    return;
                case ChannelEventKind.Opened:
                    channel.IncomingLimits = AssemblyLimits.InSession;
                    break;
                case ChannelEventKind.Message:
                    onMessage(happened.RequestId, happened.Message);
                    break;
                case ChannelEventKind.Closed:
                    return;
                case ChannelEventKind.Faulted:
                    throw new IOException($"the secure channel has ended: 0x{happened.StatusCode:X8} {happened.Reason}");
            }
        }
    }

    public void Dispose() => channel.Dispose();

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> arrived)
    {
        if (kept.Length < keptBytes + arrived.Length)
        {
            Array.Resize(ref kept, keptBytes + arrived.Length);
        }

        arrived.CopyTo(kept.AsSpan(keptBytes));
        return kept.AsSpan(0, keptBytes + arrived.Length);
    }

    // What is left may stand in the same array, further behind.
    private void Keep(ReadOnlySpan<byte> left)
    {
        if (kept.Length < left.Length)
        {
            kept = new byte[Math.Max(left.Length, 64 * 1024)];
        }

        left.CopyTo(kept);
        keptBytes = left.Length;
    }
}
