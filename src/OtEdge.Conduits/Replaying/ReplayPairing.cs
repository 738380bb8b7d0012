using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>The requests of one connection that have no reply yet, oldest first.</summary>
internal sealed class ReplayPairing(int pendingMax, TimeSpan replyWait)
{
    private readonly List<Waiting> waiting = [];

    /// <summary>Remembers a request.</summary>
    internal void Add(DateTimeOffset time, AduHeader header, AnsweredRequest? request)
    {
        if (waiting.Count == pendingMax)
        {
            waiting.RemoveAt(0);
        }

        waiting.Add(new Waiting(time, header, request));
    }

    /// <summary>Takes the first request that a reply answers: same transaction, unit and function, not too long ago.</summary>
    internal bool TryTake(DateTimeOffset time, AduHeader reply, out AnsweredRequest? request)
    {
        waiting.RemoveAll(candidate => time - candidate.Time > replyWait);
        int at = waiting.FindIndex(candidate =>
            candidate.Header.TransactionId == reply.TransactionId
            && candidate.Header.Unit == reply.Unit
            && candidate.Header.AnsweredFunction == reply.AnsweredFunction);
        request = at < 0 ? null : waiting[at].Request;
        if (at >= 0)
        {
            waiting.RemoveAt(at);
        }

        return at >= 0;
    }

    private readonly record struct Waiting(DateTimeOffset Time, AduHeader Header, AnsweredRequest? Request);
}
