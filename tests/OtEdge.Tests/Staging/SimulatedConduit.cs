using OtEdge.Core.Staging;
using OtEdge.Testing.Mutation;

namespace OtEdge.Tests.Staging;

/// <summary>A conduit and its runner in memory: does the effects of steps in their order, and may lose power before each of them.</summary>
internal sealed class SimulatedConduit
{
    private readonly SeededRandom random;
    private PostureRecord target;
    private long? deadlineTicks;

    public SimulatedConduit(SeededRandom random)
    {
        this.random = random;
        Journal = new FaultyJournal(random);
        Posture = target = Sample.Monitoring;
        Epoch = Sample.Epoch;
        Journal.Begin(Row);
    }

    public FaultyJournal Journal { get; }

    /// <summary>The last change; null: none yet.</summary>
    public StagedChange? Change { get; private set; }

    /// <summary>The confirmed posture.</summary>
    public PostureRecord Posture { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>Monotonic time of this run.</summary>
    public long Ticks { get; set; }

    /// <summary>The highest epoch that somebody was told is confirmed and kept.</summary>
    public long AcknowledgedEpoch { get; private set; }

    /// <summary>True while memory knows more than the journal.</summary>
    public bool IsOwed { get; private set; }

    /// <summary>Called after each effect, with what is happening.</summary>
    public Action<ChangeEvent?> Watch { get; set; } = _ => { };

    /// <summary>What the data plane judges by at this moment, whoever else has died.</summary>
    public PostureRecord Active => deadlineTicks is { } deadline && Ticks >= deadline ? Posture : target;

    public long? DeadlineTicks => deadlineTicks;

    private JournalRow Row => new(Change, Posture, Epoch);

    public void Propose(StagedChange draft, Transition start)
    {
        Assert(!start.IsRefused, "the proposal was refused");
        StagedChange? before = Change;
        Change = draft;
        if (!Do(start, null))
        {
            Change = before;
        }
    }

    public Transition Take(ChangeEvent happened)
    {
        Transition step = Change!.After(happened);
        if (!step.IsRefused)
        {
            Do(step, happened);
        }

        return step;
    }

    /// <summary>Somebody else's change is confirmed beneath.</summary>
    public void MoveBase(PostureRecord posture)
    {
        Posture = posture;
        Epoch++;
        target = Posture;
        deadlineTicks = null;
        Keep();
    }

    /// <summary>Ends in order, when nothing is owed.</summary>
    public void ShutDown()
    {
        Settle();
        if (!IsOwed)
        {
            Journal.MarkClean();
        }
    }

    /// <summary>Starts anew with what the journal holds.</summary>
    public void Boot()
    {
        JournalRow row = Journal.Boot();
        bool isClean = Journal.TakeClean();
        (Change, Posture, Epoch) = (row.Change, row.Posture, row.Epoch);
        target = Posture;
        deadlineTicks = null;
        Ticks = 0;
        IsOwed = false;
        Watch(null);
        if (Change is { IsInFlight: true })
        {
            Take(new ChangeEvent.Restarted(new Moment(Sample.Start, Ticks), isClean));
        }

        if (Change is { IsInFlight: true } change && change.BaseEpoch != Epoch)
        {
            Take(new ChangeEvent.BaseMoved(new Moment(Sample.Start, Ticks), Epoch, "while it was down"));
        }
    }

    /// <summary>Writes what is owed.</summary>
    public void Settle()
    {
        if (IsOwed)
        {
            Keep();
        }
    }

    private bool Do(Transition step, ChangeEvent? happened)
    {
        // In memory a step begins with what must be durable; everything else of it follows.
        foreach (ChangeEffect effect in step.Effects)
        {
            if (random.Below(120) == 0)
            {
                throw new PowerLossException();
            }

            if (!Do(effect, step.Next))
            {
                return false;
            }

            Watch(happened);
        }

        Change = step.Next;
        Watch(happened);
        return true;
    }

    private bool Do(ChangeEffect effect, StagedChange next)
    {
        switch (effect)
        {
            case ChangeEffect.Keep keep:
                JournalRow row = keep.Confirms ? new JournalRow(next, next.To, next.BaseEpoch + 1) : new JournalRow(next, Posture, Epoch);
                bool isKept = Journal.Write(row);
                if (isKept && keep.Confirms)
                {
                    AcknowledgedEpoch = row.Epoch;
                }

                // Whatever the disk says, the next write states memory's view of everything again.
                IsOwed = !isKept;
                if (!isKept && keep.MustBeDurable)
                {
                    return false;
                }

                Change = next;
                break;
            case ChangeEffect.Activate activate:
                Change = next;
                (target, deadlineTicks) = (next.To, activate.DeadlineTicks);
                break;
            case ChangeEffect.GoBack:
                Change = next;
                (target, deadlineTicks) = (Posture, null);
                break;
            case ChangeEffect.ConfirmPosture confirm:
                Change = next;
                (Posture, Epoch) = (next.To, confirm.Epoch);
                (target, deadlineTicks) = (Posture, null);
                break;
        }

        return true;
    }

    private void Keep() => IsOwed = !Journal.Write(Row);

    private static void Assert(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
