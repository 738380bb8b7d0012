using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>Steps that are taken one after the other in thought, so that a refusal on the way leaves nothing behind.</summary>
/// <param name="start">The change as it stands.</param>
internal sealed class ChangePath(StagedChange start)
{
    private readonly List<Transition> steps = [];

    /// <summary>The change after the steps so far.</summary>
    public StagedChange Change { get; private set; } = start;

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<Transition> Steps => steps;

    /// <summary>Why the last step was refused; null: none was.</summary>
    public ChangeRefusal? Refusal { get; private set; }

    /// <summary>Takes a step.</summary>
    /// <returns>False when it, or one before it, was refused.</returns>
    public bool Take(ChangeEvent happened)
    {
        if (Refusal is not null)
        {
            return false;
        }

        Transition step = Change.After(happened);
        Refusal = step.Refusal;
        if (Refusal is null)
        {
            steps.Add(step);
            Change = step.Next;
        }

        return Refusal is null;
    }
}
