using OtEdge.Conduits.Relaying;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>
/// Forwarded requests of one connection, oldest first, to pair replies with: by transaction, unit and function, first in first
/// out among equals. Requests that the device let wait too long stay known for a while, so that a late reply is never given to
/// another request.
/// </summary>
internal sealed class PendingTable
{
    private const int OverdueMax = 16;
    private PendingEntry[] entries = new PendingEntry[4];
    private int count;
    private int overdue;

    /// <summary>Requests that wait for a reply.</summary>
    public int Waiting => count - overdue;

    /// <summary>When the oldest of them has waited too long; <see cref="LoopClock.Never"/> when none waits.</summary>
    public long DueTicks { get; private set; } = LoopClock.Never;

    /// <summary>An entry.</summary>
    public ref PendingEntry this[int index] => ref entries[index];

    /// <summary>Adds a request that is sent now.</summary>
    public ref PendingEntry Add(scoped in PendingRequest request, long nowTicks, long dueTicks)
    {
        if (count == entries.Length)
        {
            Array.Resize(ref entries, 2 * entries.Length);
        }

        ref PendingEntry entry = ref entries[count++];
        entry = new PendingEntry { Request = request, SentTicks = nowTicks, DueTicks = dueTicks };
        DueTicks = Math.Min(DueTicks, dueTicks);
        return ref entry;
    }

    /// <summary>Adds a request that the protocol does not allow: its reply is paired, but not checked.</summary>
    public ref PendingEntry AddUnchecked(AduHeader header, long nowTicks, long dueTicks)
    {
        var request = new PendingRequest
        {
            TransactionId = header.TransactionId,
            Unit = header.Unit,
            Function = header.AnsweredFunction,
            Sub = -1,
        };
        ref PendingEntry entry = ref Add(request, nowTicks, dueTicks);
        entry.IsUnchecked = true;
        return ref entry;
    }

    /// <summary>The request that a reply answers; -1 when there is none.</summary>
    public int Find(AduHeader reply)
    {
        for (int i = 0; i < count; i++)
        {
            if (entries[i].Request.IsAnsweredBy(reply))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The request that a reply answers although it names another unit, as some direct devices do; -1 when there is none, or more
    /// than one.
    /// </summary>
    public int FindOnOtherUnit(AduHeader reply)
    {
        int found = -1;
        for (int i = 0; i < count; i++)
        {
            ref PendingEntry entry = ref entries[i];
            if (!entry.IsOverdue && entry.Request.IsAnsweredBy(reply with { Unit = entry.Request.Unit }))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }

    /// <summary>True when the reply to this request could be taken for a late reply to an overdue one, or the other way round.</summary>
    public bool CollidesWithOverdue(AduHeader request)
    {
        for (int i = 0; i < count && overdue > 0; i++)
        {
            if (entries[i].IsOverdue && entries[i].Request.TransactionId == request.TransactionId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next request that has waited too long; -1 when there is none.</summary>
    public int FindDue(long nowTicks)
    {
        for (int i = 0; i < count && DueTicks <= nowTicks; i++)
        {
            if (!entries[i].IsOverdue && entries[i].DueTicks <= nowTicks)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Marks a request as answered in the device's place.</summary>
    public void SetOverdue(int index)
    {
        entries[index].IsOverdue = true;
        entries[index].Release();
        overdue++;
        if (overdue > OverdueMax)
        {
            Remove(OldestOverdue());
        }

        FindNextDue();
    }

    /// <summary>Forgets a request.</summary>
    public void Remove(int index)
    {
        if (entries[index].IsOverdue)
        {
            overdue--;
        }

        entries[index].Release();
        entries.AsSpan(index + 1, count - index - 1).CopyTo(entries.AsSpan(index));
        entries[--count] = default;
        FindNextDue();
    }

    /// <summary>Every waiting request is sent only now, with the same new deadline.</summary>
    public void Restart(long nowTicks, long dueTicks)
    {
        for (int i = 0; i < count; i++)
        {
            entries[i].SentTicks = nowTicks;
            entries[i].DueTicks = dueTicks;
        }

        FindNextDue();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (int i = 0; i < count; i++)
        {
            entries[i].Release();
        }

        entries.AsSpan(0, count).Clear();
        count = 0;
        overdue = 0;
        DueTicks = LoopClock.Never;
    }

    private int OldestOverdue()
    {
        int index = 0;
        while (!entries[index].IsOverdue)
        {
            index++;
        }

        return index;
    }

    // Deadlines grow with age, so the oldest that waits is the next that is due.
    private void FindNextDue()
    {
        DueTicks = LoopClock.Never;
        for (int i = 0; i < count; i++)
        {
            if (!entries[i].IsOverdue)
            {
                DueTicks = entries[i].DueTicks;
                return;
            }
        }
    }
}
