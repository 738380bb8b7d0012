using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>Single operations that wait for the store, oldest first, bounded by flow and in all.</summary>
/// <param name="options">The bounds.</param>
internal sealed class OperationQueue(FlowRecorderOptions options)
{
    private readonly List<(WaitingOperation Operation, OperationBudget Budget)> waiting = [];

    /// <summary>Keeps an operation of a flow, or counts it into an equal one of its second.</summary>
    /// <returns>Null when it is kept; otherwise why it is only counted in its flow.</returns>
    public string? Add(FlowCell cell, in TrafficFinding operation)
    {
        OperationBudget budget = cell.Operations;
        if (budget.Last?.TryFold(operation) == true)
        {
            return null;
        }

        if (waiting.Count >= options.OperationsWaitingMax)
        {
            return "more operations passed than recording can keep one by one; they are counted in their flows";
        }

        if (!budget.TryTake(operation.Utc, options.OperationsPerFlowMinuteMax))
        {
            return $"more than {options.OperationsPerFlowMinuteMax} operations of one flow in a minute; the rest is counted in the flow";
        }

        var kept = new WaitingOperation(new RecordedOperation
        {
            Utc = operation.Utc,
            Flow = cell.Id,
            Data = RecordedOperation.DataOf(operation),
            Verdict = operation.Verdict,
            Reason = operation.Decision.Reason,
            PolicyDigest = operation.Rules?.Policy?.Digest,
        });
        waiting.Add((kept, budget));
        budget.Last = kept;
        return null;
    }

    /// <summary>Hands out everything.</summary>
    public IReadOnlyList<RecordedOperation> TakeAll()
    {
        var all = new RecordedOperation[waiting.Count];
        for (int i = 0; i < all.Length; i++)
        {
            (WaitingOperation operation, OperationBudget budget) = waiting[i];
            all[i] = operation.ToOperation();
            budget.Last = null;
        }

        waiting.Clear();
        return all;
    }
}
