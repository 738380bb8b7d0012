namespace OtEdge.Core.Policy.Compiled;

/// <summary>The rules or pins that hold for one client, by unit and function.</summary>
internal sealed class ReachTable
{
    private readonly byte[] rowOfUnit;
    private readonly FunctionSlots functions;
    private readonly ReachCell?[] cells;
    private readonly int[] firstByFunction;

    /// <summary>Makes a table.</summary>
    /// <param name="rowOfUnit">The row of every unit; units that the same rules name share a row.</param>
    /// <param name="functions">The columns.</param>
    /// <param name="cells">Row by row; null where nothing holds.</param>
    /// <param name="isEmpty">True when no rule or pin names the client.</param>
    public ReachTable(byte[] rowOfUnit, FunctionSlots functions, ReachCell?[] cells, bool isEmpty)
    {
        IsEmpty = isEmpty;
        this.rowOfUnit = rowOfUnit;
        this.functions = functions;
        this.cells = cells;
        firstByFunction = new int[functions.Count];
        Array.Fill(firstByFunction, int.MaxValue);
        for (int i = 0; i < cells.Length; i++)
        {
            ref int first = ref firstByFunction[i % functions.Count];
            first = Math.Min(first, cells[i]?.First ?? int.MaxValue);
        }
    }

    /// <summary>True when no rule or pin names the client.</summary>
    public bool IsEmpty { get; }

    /// <summary>What holds for the unit and function of an operation; null: nothing.</summary>
    public ReachCell? CellOf(in Operation operation) =>
        CellAt(operation.Unit, functions.Of(operation.Class, operation.Function));

    /// <summary>What holds for a unit and a function slot; null: nothing.</summary>
    public ReachCell? CellAt(int unit, int slot) => cells[(rowOfUnit[unit] * functions.Count) + slot];

    /// <summary>The earliest rule that names the operation's function on any unit; -1 when none does.</summary>
    public int FirstOnAnyUnit(in Operation operation)
    {
        int first = firstByFunction[functions.Of(operation.Class, operation.Function)];
        return first == int.MaxValue ? -1 : first;
    }
}
