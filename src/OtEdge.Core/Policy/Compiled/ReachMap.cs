using OtEdge.Core.Policy.Differences;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// All rules or pins of a policy by what they reach. Those with the same clients, units and functions share one
/// <see cref="ReachBlock"/>, which every client's table refers to; so memory grows with the rules and not with the clients.
/// </summary>
internal sealed class ReachMap
{
    // Searching a few blocks in turn costs less than copying them into one; many are made one.
    private const int BlocksPerCellMax = 4;

    private readonly Func<int, bool> isConditional;
    private readonly ClientIndex clients;
    private readonly FunctionSlots functions;
    private readonly List<UnitSet> unitSets = [];
    private readonly List<FunctionSet> functionSets = [];
    private readonly List<Placed> blocks = [];
    private readonly ILookup<int, int> blocksByList;
    private readonly byte[] rowOfUnit = new byte[UnitSet.UnitCount];
    private readonly List<int[]> unitSetsByRow = [];
    private readonly ILookup<int, int> rowsByUnitSet;
    private readonly ILookup<int, int> slotsByFunctionSet;

    /// <summary>Compiles the reaches.</summary>
    /// <param name="reaches">In file order.</param>
    /// <param name="clients">Numbers the client lists.</param>
    /// <param name="isConditional">Rules that may decline what they reach.</param>
    public ReachMap(IEnumerable<Reach> reaches, ClientIndex clients, Func<int, bool> isConditional)
    {
        this.clients = clients;
        this.isConditional = isConditional;
        PlaceBlocks(reaches);
        functions = new FunctionSlots(functionSets);
        NumberRows();
        blocksByList = Enumerable.Range(0, blocks.Count).ToLookup(block => blocks[block].List);
        rowsByUnitSet = Enumerable.Range(0, unitSetsByRow.Count)
            .SelectMany(row => unitSetsByRow[row].Select(set => (set, row)))
            .ToLookup(pair => pair.set, pair => pair.row);
        slotsByFunctionSet = Enumerable.Range(0, functions.Count)
            .SelectMany(slot => functions.SetsOf(slot).ToArray().Select(set => (set, slot)))
            .ToLookup(pair => pair.set, pair => pair.slot);
    }

    /// <summary>The function slots in which operations that a set names can be. A Modbus function belongs to one class only, so what
    /// other classes would make of it does not count.</summary>
    public IEnumerable<int> SlotsOf(FunctionSet functionSet)
    {
        int[] possible =
        [
            .. ModbusShapes.All
                .Where(shape => functionSet.Names(shape.Class, shape.Function))
                .Select(shape => functions.Of(shape.Class, shape.Function))
                .Distinct(),
        ];
        return possible.Length > 0 ? possible : slotsByFunctionSet[functionSets.IndexOf(functionSet)];
    }

    /// <summary>The table of a client for whom these lists hold.</summary>
    /// <param name="lists">Without <see cref="ClientIndex.AnyClient"/>, which always holds.</param>
    public ReachTable TableFor(IReadOnlyList<int> lists)
    {
        bool isEmpty = true;
        var blocksByCell = new List<int>?[unitSetsByRow.Count * functions.Count];
        foreach (int list in lists.Prepend(ClientIndex.AnyClient))
        {
            foreach (int block in blocksByList[list])
            {
                isEmpty = false;
                foreach (int row in rowsByUnitSet[blocks[block].UnitSet])
                {
                    foreach (int slot in slotsByFunctionSet[blocks[block].FunctionSet])
                    {
                        (blocksByCell[(row * functions.Count) + slot] ??= []).Add(block);
                    }
                }
            }
        }

        var shared = new Dictionary<int[], ReachCell>(IntListComparer.Instance);
        return new ReachTable(
            rowOfUnit,
            functions,
            [.. blocksByCell.Select(cell => cell is null ? null : CellOf([.. cell], shared))],
            isEmpty);
    }

    private static int NumberOf<T>(T value, Dictionary<T, int> numbers, List<T> values)
        where T : notnull
    {
        if (!numbers.TryGetValue(value, out int number))
        {
            numbers.Add(value, number = values.Count);
            values.Add(value);
        }

        return number;
    }

    private ReachCell CellOf(int[] numbers, Dictionary<int[], ReachCell> shared)
    {
        if (!shared.TryGetValue(numbers, out ReachCell? cell))
        {
            ReachBlock[] parts = [.. numbers.Select(number => blocks[number].Block)];
            if (parts.Length > BlocksPerCellMax)
            {
                parts = [new ReachBlock(parts, isConditional)];
            }

            shared.Add(numbers, cell = new ReachCell(parts));
        }

        return cell;
    }

    private void PlaceBlocks(IEnumerable<Reach> reaches)
    {
        var unitNumbers = new Dictionary<UnitSet, int>();
        var functionNumbers = new Dictionary<FunctionSet, int>();
        var groups = reaches.GroupBy(reach => (
            List: clients.NumberOf(reach.Clients),
            UnitSet: NumberOf(reach.Units, unitNumbers, unitSets),
            FunctionSet: NumberOf(reach.Functions, functionNumbers, functionSets)));
        foreach (var group in groups)
        {
            blocks.Add(new Placed(
                group.Key.List, group.Key.UnitSet, group.Key.FunctionSet, new ReachBlock(group.ToArray(), isConditional)));
        }
    }

    private void NumberRows()
    {
        var rows = new Dictionary<int[], int>(IntListComparer.Instance);
        for (int unit = 0; unit < UnitSet.UnitCount; unit++)
        {
            int[] sets = [.. Enumerable.Range(0, unitSets.Count).Where(set => unitSets[set].Contains(unit))];
            rowOfUnit[unit] = (byte)NumberOf(sets, rows, unitSetsByRow);
        }
    }

    private sealed record Placed(int List, int UnitSet, int FunctionSet, ReachBlock Block);
}
