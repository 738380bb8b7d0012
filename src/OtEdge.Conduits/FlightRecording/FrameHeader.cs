using System.Runtime.InteropServices;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>What is kept of a frame besides its bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FrameHeader
{
    /// <summary>Position of the connection's frame before; -1 when there is none.</summary>
    public long Before;

    /// <summary>When it passed.</summary>
    public long UtcTicks;

    /// <summary>Bytes that its side had sent before, modulo 2^32.</summary>
    public uint Sent;

    /// <summary>Bytes that the other side had sent, modulo 2^32.</summary>
    public uint Received;

    /// <summary>Number of the rules that decided.</summary>
    public int RulesNumber;

    /// <summary>The decision's rule; -1 when there is none.</summary>
    public int Rule;

    /// <summary>Bytes of the frame.</summary>
    public ushort Bytes;

    /// <summary>Which way it went.</summary>
    public FrameWay Way;

    /// <summary>What was done with it.</summary>
    public byte Verdict;

    /// <summary>The decision's reason.</summary>
    public byte Reason;

    /// <summary>What was done with it, in words.</summary>
    public readonly VerdictWord Word => (VerdictWord)Verdict;

    /// <summary>What the rules said of it.</summary>
    public readonly Decision Decision => new((DecisionReason)Reason, Rule);
}
