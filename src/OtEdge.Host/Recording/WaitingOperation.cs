using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>A single operation that waits for the store; equal ones of its second are counted into it.</summary>
/// <param name="operation">The operation.</param>
internal sealed class WaitingOperation(RecordedOperation operation)
{
    private static readonly TimeSpan FoldedWithin = TimeSpan.FromSeconds(1);
    private int times = 1;

    /// <summary>The operation, with how many it stands for.</summary>
    public RecordedOperation ToOperation() => operation with { Times = times };

    /// <summary>Counts an equal operation in.</summary>
    /// <returns>False when it is another one, or too much later.</returns>
    public bool TryFold(in TrafficFinding next)
    {
        TimeSpan after = next.Utc - operation.Utc;
        bool isEqual = after >= TimeSpan.Zero
            && after < FoldedWithin
            && next.Verdict == operation.Verdict
            && next.Decision.Reason == operation.Reason
            && next.Rules?.Policy?.Digest == operation.PolicyDigest
            && (next.Deed is null ? next.Data : RecordedOperation.DataOf(next)).SequenceEqual(operation.Data.Span);
        times += isEqual ? 1 : 0;
        return isEqual;
    }
}
