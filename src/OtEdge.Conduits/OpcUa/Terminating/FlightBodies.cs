using OtEdge.Conduits.FlightRecording;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// Gives the flight recorder what was inside encrypted chunks, in chunks as they would be without protection, so that Wireshark reads
/// them. Passwords it does not get.
/// </summary>
/// <param name="flight">The recorder; null: nothing is kept.</param>
/// <param name="inspector">Has judged the last request.</param>
internal sealed class FlightBodies(FlightTrack? flight, RequestInspector inspector)
{
    private const int ChunkBytesMax = 65535;
    private const int KeptBytesMax = 64 * 1024;
    private readonly UaWriter chunks = new();
    private readonly SequenceMap fromClient = new();
    private readonly SequenceMap toClient = new();

    /// <summary>Takes the request that was judged last.</summary>
    public void Request(uint requestId, ReadOnlySpan<byte> message)
    {
        if (flight is null)
        {
            return;
        }

        ReadOnlySpan<byte> plain = Plain(requestId, message, fromClient);
        if (inspector.Service == ServiceType.ActivateSession)
        {
            flight.RequestWithheld(plain.Length);
        }
        else
        {
            (VerdictWord word, Decision decision) = inspector.Judge.Outcome;
            flight.Request(plain, word, decision, inspector.Judge.Posture.Rules);
        }
    }

    /// <summary>Takes an answer.</summary>
    public void Reply(FrameWay way, uint requestId, ReadOnlySpan<byte> message) => flight?.Reply(way, Plain(requestId, message, toClient));

    private ReadOnlySpan<byte> Plain(uint requestId, ReadOnlySpan<byte> message, SequenceMap numbers)
    {
        chunks.Clear(KeptBytesMax);
        ChunkWriter.Write(chunks, new SymmetricHeader(1, 1), requestId, message, ChunkBytesMax, numbers);
        return chunks.Written;
    }
}
