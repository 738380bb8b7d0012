using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using OtEdge.Conduits.Recording;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>
/// Remembers the Reads that clients ask again and again, as SCADA does, with what was said of them: such a Read is compared byte by byte instead
/// of being judged node by node. Only what depends on nothing but client, namespaces and rules is remembered, nothing that was refused or
/// told, and for a second at most. Bounded; one loop owns it.
/// </summary>
internal sealed class PollMemory
{
    private const int PollsMax = 1024;
    private const int Neighbours = 8;
    private const int BodyBytesMax = 64 * 1024;
    private const int BytesMax = 8 * 1024 * 1024;

    // Rules may expire, and nobody should have to think of what else may change: it is cheap to ask again.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(10);

    private readonly Poll?[] polls = new Poll?[PollsMax];
    private readonly ulong[] seen = new ulong[PollsMax];
    private readonly List<Poll> repeated = [];
    private readonly List<PollItem> draft = [];
    private readonly ConduitRecorder? recorder;
    private Posture? posture;
    private ulong draftHash;
    private bool isDrafting;
    private int bytes;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="recorder">Who is told how often a poll came again; null: nobody.</param>
    public PollMemory(ConduitRecorder? recorder)
    {
        this.recorder = recorder;
        if (recorder is not null)
        {
            recorder.Fold = Fold;
        }
    }

    /// <summary>Bytes of the requests that are kept.</summary>
    public int Bytes => bytes;

    /// <summary>The same Read of the same client under the same rules; null: it has to be judged, and may be remembered then.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="asked">Who asks which server.</param>
    /// <param name="now">The posture that holds.</param>
    /// <param name="ticks">Monotonic time of 100 ns.</param>
    public Poll? Find(ReadOnlySpan<byte> parameters, (NodeClient Client, NamespaceTable Namespaces) asked, Posture now, long ticks)
    {
        isDrafting = false;
        if (parameters.Length > BodyBytesMax)
        {
            return null;
        }

        if (!ReferenceEquals(now, posture))
        {
            Forget();
            posture = now;
        }

        ulong hash = HashOf(parameters, asked.Client);
        for (int i = 0; i < Neighbours; i++)
        {
            if (polls[At(hash, i)] is { } poll && poll.Is(hash, asked.Client, parameters))
            {
                if (poll.Holds(asked.Namespaces, ticks, Lasts))
                {
                    Count(poll, ticks);
                    return poll;
                }

                Draft(hash);
                return null;
            }
        }

        // What comes only once is not worth keeping.
        ref ulong before = ref seen[At(hash, 0)];
        if (before == hash)
        {
            Draft(hash);
        }

        before = hash;
        return null;
    }

    /// <summary>An item of the Read that was looked for last was judged; whoever judges other items in between says so by <see cref="Discard"/>.</summary>
    public void Add(in PollItem item)
    {
        if (isDrafting)
        {
            draft.Add(item);
        }
    }

    /// <summary>Something about the Read cannot be remembered.</summary>
    public void Discard() => isDrafting = false;

    /// <summary>All items of the Read that was looked for last are judged.</summary>
    /// <param name="body">The whole request.</param>
    /// <param name="parametersStart">Where its parameters begin.</param>
    /// <param name="asked">Who asks which server.</param>
    /// <param name="ticks">Monotonic time of 100 ns.</param>
    public void Remember(ReadOnlySpan<byte> body, int parametersStart, (NodeClient Client, NamespaceTable Namespaces) asked, long ticks)
    {
        if (!isDrafting || draft.Count == 0)
        {
            return;
        }

        isDrafting = false;
        ReadOnlySpan<byte> parameters = body[parametersStart..];
        int place = PlaceFor(parameters, asked.Client, ticks);
        if (place < 0)
        {
            return;
        }

        if (polls[place] is not { } poll || !poll.Is(draftHash, asked.Client, parameters))
        {
            Drop(place);
            if (bytes + body.Length > BytesMax)
            {
                return;
            }

            polls[place] = poll = new Poll(draftHash, body.ToArray(), parametersStart, asked.Client);
            bytes += poll.Bytes;
        }

        Tell(poll);
        poll.Take(draft, asked.Namespaces, ticks);
    }

    /// <summary>Tells the recorder how often polls came again since the last time.</summary>
    public void Fold()
    {
        foreach (Poll poll in repeated)
        {
            Tell(poll);
        }

        repeated.Clear();
    }

    private void Count(Poll poll, long ticks)
    {
        poll.AskedTicks = ticks;
        if (recorder is not null && poll.Repeats++ == 0)
        {
            repeated.Add(poll);
        }
    }

    private void Draft(ulong hash)
    {
        draft.Clear();
        draftHash = hash;
        isDrafting = true;
    }

    private void Tell(Poll poll)
    {
        if (poll.Repeats == 0)
        {
            return;
        }

        foreach (PollItem item in poll.Items)
        {
            recorder!.CountReads(item.Deed!, item.Decision, posture!.Rules, poll.Repeats);
        }

        poll.Repeats = 0;
    }

    // The place where it is, else an empty one, else that of the poll nobody has asked for the longest; -1 while all are in use.
    private int PlaceFor(ReadOnlySpan<byte> parameters, NodeClient client, long ticks)
    {
        int oldest = -1;
        for (int i = 0; i < Neighbours; i++)
        {
            int at = At(draftHash, i);
            if (polls[at] is not { } poll)
            {
                oldest = oldest >= 0 && polls[oldest] is null ? oldest : at;
                continue;
            }

            if (poll.Is(draftHash, client, parameters))
            {
                return at;
            }

            if (ticks - poll.AskedTicks >= ForgottenAfter.Ticks
                && (oldest < 0 || (polls[oldest] is { } other && poll.AskedTicks < other.AskedTicks)))
            {
                oldest = at;
            }
        }

        return oldest;
    }

    private void Drop(int place)
    {
        if (polls[place] is { } poll)
        {
            Tell(poll);
            bytes -= poll.Bytes;
            polls[place] = null;
        }
    }

    // Other rules hold: what was said by the old ones is recorded as theirs.
    private void Forget()
    {
        Fold();
        Array.Clear(polls);
        bytes = 0;
    }

    private static int At(ulong hash, int neighbour) => (int)((hash + (uint)neighbour) & (PollsMax - 1));

    private static ulong HashOf(ReadOnlySpan<byte> parameters, NodeClient client)
    {
        unchecked
        {
            ulong hash = ((ulong)(uint)RuntimeHelpers.GetHashCode(client) << 32) ^ (uint)parameters.Length;
            while (parameters.Length >= 2 * sizeof(ulong))
            {
                hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(parameters), BinaryPrimitives.ReadUInt64LittleEndian(parameters[sizeof(ulong)..]));
                parameters = parameters[(2 * sizeof(ulong))..];
            }

            foreach (byte value in parameters)
            {
                hash = Mixed(hash, value);
            }

            return hash;
        }
    }

    private static ulong Mixed(ulong hash, ulong word)
    {
        ulong high = Math.BigMul(hash ^ 0x9E37_79B9_7F4A_7C15, word ^ 0xD6E8_FEB8_6659_FD93, out ulong low);
        return high ^ low;
    }
}
