using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>The frames around one finding: those before it on its connection, its own, and those that follow.</summary>
public sealed class FrameCapture
{
    internal const int FramesBefore = 20;
    internal const int FramesAfter = 10;

    /// <summary>Most bytes of a packet; longer frames are kept in several.</summary>
    internal const int PacketBytesMax = 1100;

    /// <summary>Longest frame that is kept.</summary>
    internal const int FrameBytesMax = 16 * 1024;

    private const int BufferBytes = 32 * 1024;
    private const int RulesMax = 4;
    private static readonly int HeaderBytes = Unsafe.SizeOf<FrameHeader>();
    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly RuleSet?[] rules = new RuleSet?[RulesMax];
    private TrafficFinding finding;
    private int bytes;
    private int lastAt;
    private int findingAt;
    private int missing;
    private volatile CaptureState state;

    private enum CaptureState
    {
        Free = 0,
        Filling,
        Full,
    }

    /// <summary>Index of the conduit in the data plane.</summary>
    public int Conduit => finding.Conduit;

    /// <summary>The finding.</summary>
    public TrafficFinding Finding => finding;

    /// <summary>Address and port of the client.</summary>
    public IPEndPoint Client { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where the client connected.</summary>
    public IPEndPoint Server { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The port that is shown in its place: where tools look for the protocol.</summary>
    internal int ShownPort { get; private set; }

    internal bool IsFree => state == CaptureState.Free;

    internal bool IsFilling => state == CaptureState.Filling;

    internal bool IsFull => state == CaptureState.Full;

    internal long DueTicks { get; private set; }

    // Grows with every use, so that who filled it once knows that it is another's now.
    internal int Use { get; private set; }

    /// <summary>Writes the frames as a pcapng section, with verdict and rule as packet comments.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="comment">What is said of the finding, on the frame that it is about.</param>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Write(Stream stream, string comment)
    {
        var writer = new CaptureText(stream, Client, (Server, ShownPort));
        for (int at = 0; at < bytes;)
        {
            FrameHeader header = MemoryMarshal.Read<FrameHeader>(buffer.AsSpan(at));
            RuleSet? decidedBy = header.RulesNumber < 0 ? null : rules[header.RulesNumber];
            writer.Write(header, buffer.AsSpan(at + HeaderBytes, header.Bytes), decidedBy?.Policy, at == findingAt ? comment : null);
            at += HeaderBytes + header.Bytes;
        }
    }

    internal void Begin(in TrafficFinding about, IPEndPoint client, (IPEndPoint End, int ShownPort) server, long dueTicks)
    {
        finding = about;
        Client = client;
        (Server, ShownPort) = server;
        DueTicks = dueTicks;
        bytes = 0;
        missing = FramesAfter;
        findingAt = -1;
        Array.Clear(rules);
        Use = unchecked(Use + 1);
        state = CaptureState.Filling;
    }

    // Says false when there is no room for more.
    internal bool TryAppend(FrameHeader header, ReadOnlySpan<byte> frame, RuleSet? decidedBy)
    {
        if (bytes + HeaderBytes + frame.Length > buffer.Length)
        {
            return false;
        }

        header.RulesNumber = header.Way == FrameWay.Request ? NumberOf(decidedBy) : -1;
        MemoryMarshal.Write(buffer.AsSpan(bytes), header);
        frame.CopyTo(buffer.AsSpan(bytes + HeaderBytes));
        lastAt = bytes;
        bytes += HeaderBytes + frame.Length;
        return true;
    }

    // What was appended last is what the finding is about.
    internal void MarkFinding() => findingAt = lastAt;

    // Says false when it is complete and given away.
    internal bool TryFollow(FrameHeader header, ReadOnlySpan<byte> frame, ConduitFlight flight)
    {
        if (TryAppend(header, frame, flight.RulesOf(header.RulesNumber)) && --missing > 0)
        {
            return true;
        }

        Give(flight);
        return false;
    }

    internal void Give(ConduitFlight flight)
    {
        if (state == CaptureState.Filling)
        {
            state = CaptureState.Full;
            flight.Announce();
        }
    }

    internal void Return() => state = CaptureState.Free;

    private int NumberOf(RuleSet? decidedBy)
    {
        for (int i = 0; i < rules.Length && decidedBy is not null; i++)
        {
            rules[i] ??= decidedBy;
            if (ReferenceEquals(rules[i], decidedBy))
            {
                return i;
            }
        }

        return -1;
    }
}
