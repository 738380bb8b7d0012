using System.Buffers.Binary;
using System.Net;
using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Policy.Nodes.Compiled;

namespace OtEdge.Core.Policy;

/// <summary>
/// What judging must remember between operations of one conduit: last known values (for max-step) and rate windows. Owned by the
/// conduit's loop and not thread-safe; bounded; survives a swap of rules: values by unit and address, windows by rule id and
/// client. Use one memory for one line of rule sets; a candidate that is judged beside the live rules needs its own.
/// </summary>
public sealed class JudgingMemory
{
    /// <summary>Most rate windows kept, over all rules and clients; above it, those longest unused are forgotten.</summary>
    public const int RateWindowsMax = 8192;

    /// <summary>Most nodes whose EURange is asked for; writes to others are refused by rules that limit by it.</summary>
    public const int EURangesMax = 1024;

    private readonly KnownWords?[] wordsByUnit = new KnownWords?[UnitSet.UnitCount];
    private MemoryPlan plan = RuleSet.None.Plan;
    private Dictionary<IPAddress, RateWindow>[] windowsByRate = [];
    private int windowCount;
    private KnownNodes? nodes;
    private HashSet<NodeIdentity>? wantedRanges;

    /// <summary>The EURanges of the device, as far as they are known. Default: none.</summary>
    public EURangeTable EURanges { get; set; } = EURangeTable.Empty;

    /// <summary>Nodes whose EURange rules have asked for, known by now or not; at most 1,024.</summary>
    public IReadOnlyCollection<NodeIdentity> WantedEURanges => wantedRanges ?? [];

    /// <summary>Takes in registers or bits that were read from the device or whose write it acknowledged.</summary>
    /// <param name="rules">The rules that hold; values that none of them measures from are not kept.</param>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="space">The space.</param>
    /// <param name="address">First zero-based address.</param>
    /// <param name="count">Number of registers or bits.</param>
    /// <param name="data">As on the wire: registers big-endian, bits packed from the least significant; what is missing at its
    /// end is not learned.</param>
    public void Learn(RuleSet rules, byte unit, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data)
    {
        Follow(rules.Plan);
        bool isBits = space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;
        int last = address + Math.Min(count, isBits ? data.Length * 8 : data.Length / 2) - 1;
        if (plan.SlotCount == 0 || !plan.Units.Contains(unit))
        {
            return;
        }

        foreach (MemoryPlan.Watched run in plan.RunsFrom(space, address))
        {
            if (run.Space != space || run.Range.First > last)
            {
                break;
            }

            KnownWords words = wordsByUnit[unit] ??= new KnownWords(plan.SlotCount);
            int end = Math.Min(last, run.Range.Last);
            for (int at = Math.Max(address, run.Range.First); at <= end; at++)
            {
                ushort word = isBits
                    ? (ushort)RawValue.Bit(data, at - address)
                    : BinaryPrimitives.ReadUInt16BigEndian(data[(2 * (at - address))..]);
                words.Set(run.FirstSlot + at - run.Range.First, word);
            }
        }
    }

    /// <summary>Takes in an acknowledged mask write; a register that is not known stays so, unless the mask gives every bit.</summary>
    /// <param name="rules">The rules that hold.</param>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="address">Zero-based address of the holding register.</param>
    /// <param name="andMask">AND mask as on the wire.</param>
    /// <param name="orMask">OR mask as on the wire.</param>
    public void LearnMask(RuleSet rules, byte unit, int address, ushort andMask, ushort orMask)
    {
        Follow(rules.Plan);
        int slot = plan.SlotOf(RegisterSpace.HoldingRegister, address);
        if (slot < 0 || !plan.Units.Contains(unit))
        {
            return;
        }

        KnownWords words = wordsByUnit[unit] ??= new KnownWords(plan.SlotCount);

        // Modbus application protocol V1.1b3 cl. 6.16: (present AND and) OR (or AND NOT and).
        if (words.TryGet(slot, out ushort present) || andMask == 0)
        {
            words.Set(slot, (ushort)((present & andMask) | (orMask & ~andMask & ushort.MaxValue)));
        }
    }

    /// <summary>The EURange of a node; null: it is not known, and wanted from now on.</summary>
    internal EURange? EURangeOf(in NodeSpan node, NamespaceTable namespaces)
    {
        EURange? known = EURanges.Find(node, namespaces);
        if (known is null && (wantedRanges ??= new(NodesByUri.Instance)).Count < EURangesMax && namespaces.UriOf(node.NamespaceIndex) is { } uri)
        {
            wantedRanges.GetAlternateLookup<NodeInUri>().Add(new NodeInUri(uri, node));
        }

        return known;
    }

    /// <summary>The last known elements of a node; empty: none.</summary>
    internal ReadOnlySpan<NodeNumber> Recall(in NodeSpan node, NamespaceTable namespaces) =>
        nodes is null ? [] : nodes.Recall(node, namespaces);

    /// <summary>Takes in the value of a node.</summary>
    internal void Learn(in NodeSpan node, NamespaceTable namespaces, in NodeValue value) =>
        (nodes ??= new KnownNodes()).Learn(node, namespaces, value);

    /// <summary>Takes over what a rule set needs and forgets the rest; nothing to do while the rules stay.</summary>
    internal void Follow(MemoryPlan next)
    {
        if (ReferenceEquals(plan, next))
        {
            return;
        }

        MoveWords(next);
        MoveWindows(next);
        plan = next;
    }

    /// <summary>The last known value in the slots of the plan that is followed.</summary>
    internal bool TryRecall(byte unit, int slot, ValueLayout layout, out ulong raw)
    {
        raw = 0;
        return wordsByUnit[unit] is { } words && words.TryGet(slot, layout, out raw);
    }

    /// <summary>True when a client may use a rule once more; counts nothing.</summary>
    internal bool HasRoom(int rateNumber, RateLimit limit, IPAddress client, long now) =>
        !windowsByRate[rateNumber].TryGetValue(client, out RateWindow? window) || window.HasRoom(limit, now);

    /// <summary>Counts one use of a rule by a client.</summary>
    internal void Count(int rateNumber, RateLimit limit, IPAddress client, long now)
    {
        if (!windowsByRate[rateNumber].TryGetValue(client, out RateWindow? window))
        {
            if (windowCount >= RateWindowsMax)
            {
                ForgetLongestUnused();
            }

            windowsByRate[rateNumber].Add(client, window = new RateWindow(now));
            windowCount++;
        }

        window.Count(limit, now);
    }

    private void MoveWords(MemoryPlan next)
    {
        for (int unit = 0; unit < wordsByUnit.Length; unit++)
        {
            if (wordsByUnit[unit] is not { } old)
            {
                continue;
            }

            var moved = new KnownWords(next.SlotCount);
            foreach (MemoryPlan.Watched run in next.Runs)
            {
                for (int address = run.Range.First; address <= run.Range.Last; address++)
                {
                    if (plan.SlotOf(run.Space, address) is >= 0 and var slot && old.TryGet(slot, out ushort word))
                    {
                        moved.Set(run.FirstSlot + address - run.Range.First, word);
                    }
                }
            }

            wordsByUnit[unit] = next.Units.Contains(unit) && next.SlotCount > 0 ? moved : null;
        }
    }

    private void MoveWindows(MemoryPlan next)
    {
        Dictionary<string, Dictionary<IPAddress, RateWindow>> byRule = plan.RatedRules
            .Zip(windowsByRate)
            .ToDictionary(pair => pair.First, pair => pair.Second);
        windowsByRate = [.. next.RatedRules.Select(rule => byRule.GetValueOrDefault(rule) ?? [])];
        windowCount = windowsByRate.Sum(windows => windows.Count);
    }

    private void ForgetLongestUnused()
    {
        long[] lastUses = [.. windowsByRate.SelectMany(windows => windows.Values).Select(window => window.LastTicks)];
        Array.Sort(lastUses);
        long median = lastUses[lastUses.Length / 2];
        int surplus = lastUses.Length / 2;
        foreach (Dictionary<IPAddress, RateWindow> windows in windowsByRate)
        {
            foreach (IPAddress client in windows.Where(pair => pair.Value.LastTicks <= median).Select(pair => pair.Key).ToArray())
            {
                if (surplus-- <= 0)
                {
                    break;
                }

                windows.Remove(client);
                windowCount--;
            }
        }
    }
}
