using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa.Services;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Counts what the server answers: faults, and how long it took.</summary>
internal static class ReplyCount
{
    /// <summary>Counts an answer.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="call">What was asked.</param>
    /// <param name="body">The answer, or the last part of it: a fault is shorter than any chunk, so that is the whole of it.</param>
    public static void Take(ConduitContext conduit, in PendingCall call, ReadOnlySpan<byte> body)
    {
        if (!call.IsOwn)
        {
            conduit.Counters.CountReply(ServiceResponse.TryRead(body, out ServiceResponse response).IsNone && response.IsFault);
        }

        if (call.IsTimed)
        {
            conduit.CountAnswer(call.SentTicks);
        }
    }
}
