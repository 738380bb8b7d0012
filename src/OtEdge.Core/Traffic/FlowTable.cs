using System.Numerics;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>
/// Counts what is alike, in a fixed number of cells: a bounded share of memory and time whatever the peers do. One thread owns it.
/// What was handed out the longest ago makes room for what is new, so a sweep over all addresses does not blind it.
/// </summary>
public sealed class FlowTable
{
    /// <summary>Cells in which a key may lie.</summary>
    public const int Neighbours = 16;

    private readonly Cell[] cells;
    private readonly int[] waiting;
    private readonly ulong seed;
    private int waitingFrom;
    private int turn;

    /// <summary>Makes an empty table.</summary>
    /// <param name="cells">How many cells, at least <see cref="Neighbours"/>; rounded up to a power of two.</param>
    /// <param name="seed">Unknown to peers, so that they cannot choose what meets in one place.</param>
    public FlowTable(int cells, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, Neighbours);
        this.cells = new Cell[(int)BitOperations.RoundUpToPowerOf2((uint)cells)];
        waiting = new int[this.cells.Length];
        this.seed = seed;
    }

    /// <summary>The clients that the keys name.</summary>
    public ClientNumbers Clients { get; } = new();

    /// <summary>Flows with counts that were not handed out yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>Counts one operation.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="verdict">What was done with it.</param>
    /// <param name="decision">What the rules say of it.</param>
    /// <param name="rules">The rules that say so.</param>
    /// <returns>False when there is no room until something is handed out: the operation is not counted.</returns>
    public bool Touch(in FlowKey key, VerdictWord verdict, in Decision decision, RuleSet rules)
    {
        int index = FindOrMake(key);
        return index >= 0 && Count(index, verdict, decision, rules, 1);
    }

    /// <summary>Counts one OPC UA operation; a table counts those of one protocol only.</summary>
    /// <inheritdoc cref="Touch(in FlowKey, VerdictWord, in Decision, RuleSet)"/>
    /// <param name="key">What it is, by the number of its deed.</param>
    /// <param name="deed">The deed.</param>
    /// <param name="verdict">What was done with it.</param>
    /// <param name="decision">What the rules say of it.</param>
    /// <param name="rules">The rules that say so.</param>
    /// <param name="times">How often it was done.</param>
    public bool Touch(in FlowKey key, NodeDeed deed, VerdictWord verdict, in Decision decision, RuleSet rules, long times = 1)
    {
        int index = FindOrMake(key);
        if (index < 0)
        {
            return false;
        }

        cells[index].Deed = deed;
        return Count(index, verdict, decision, rules, times);
    }

    /// <summary>Hands out counts, those that wait longest first, and begins to count these flows anew.</summary>
    /// <param name="counts">Where they go.</param>
    /// <returns>How many there are.</returns>
    public int HandOut(Span<FlowCount> counts)
    {
        turn = unchecked(turn + 1);
        int taken = 0;
        for (; taken < counts.Length && Waiting > 0; taken++)
        {
            ref Cell cell = ref cells[waiting[waitingFrom]];
            waitingFrom = (waitingFrom + 1) & (waiting.Length - 1);
            Waiting--;
            Fill(ref counts[taken], cell);
            cell.Times = cell.WouldBeRefused = cell.Refused = 0;
            cell.HandedOut = turn;
        }

        return taken;
    }

    private bool Count(int index, VerdictWord verdict, in Decision decision, RuleSet rules, long times)
    {
        ref Cell cell = ref cells[index];
        if (cell.Times == 0)
        {
            waiting[(waitingFrom + Waiting) & (waiting.Length - 1)] = index;
            Waiting++;
        }

        cell.Times += times;
        cell.WouldBeRefused += verdict == VerdictWord.WouldBeRefused ? times : 0;
        cell.Refused += verdict == VerdictWord.Refused ? times : 0;
        cell.Verdict = verdict;
        cell.Decision = decision;
        if (!ReferenceEquals(cell.Rules, rules))
        {
            cell.Rules = rules;
        }

        return true;
    }

    private int FindOrMake(in FlowKey key)
    {
        int from = unchecked((int)(key.Spread(seed) >> 32)) & (cells.Length - 1);
        int oldest = -1;
        for (int i = 0; i < Neighbours; i++)
        {
            int index = (from + i) & (cells.Length - 1);
            ref Cell cell = ref cells[index];
            if (cell.Key == key)
            {
                return index;
            }

            // A cell is never emptied, so nothing lies behind an empty one.
            if (cell.Key == default)
            {
                cell.Key = key;
                return index;
            }

            if (cell.Times == 0 && (oldest < 0 || Age(cell) > Age(cells[oldest])))
            {
                oldest = index;
            }
        }

        if (oldest >= 0)
        {
            cells[oldest].Key = key;
        }

        return oldest;
    }

    private uint Age(in Cell cell) => unchecked((uint)(turn - cell.HandedOut));

    private void Fill(ref FlowCount count, in Cell cell)
    {
        FlowKey key = cell.Key;
        count.Deed = cell.Deed;
        count.Client = cell.Deed is { } deed ? deed.Client.Client.Address : Clients.AddressOf(key.Client);
        count.Class = key.Class;
        count.Function = key.Function;
        count.Unit = key.Unit;
        count.Space = key.Space;
        count.File = key.File;
        count.Address = key.Address;
        count.Count = key.Count;
        count.Times = cell.Times;
        count.WouldBeRefused = cell.WouldBeRefused;
        count.Refused = cell.Refused;
        count.LastDecision = cell.Decision;
        count.LastVerdict = cell.Verdict;
        count.Rules = cell.Rules;
    }

    private struct Cell
    {
        public FlowKey Key;
        public long Times;
        public long WouldBeRefused;
        public long Refused;
        public RuleSet? Rules;
        public NodeDeed? Deed;
        public Decision Decision;
        public VerdictWord Verdict;
        public int HandedOut;
    }
}
