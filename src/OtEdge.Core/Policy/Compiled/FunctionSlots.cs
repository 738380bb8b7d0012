namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Numbers the functions so that functions which the same sets name share a slot: the columns of a <see cref="ReachTable"/>.
/// </summary>
internal sealed class FunctionSlots
{
    private const int ClassCount = (int)OperationClass.Call + 1;
    private const int CodeCount = 256;

    private readonly int[] byClassAndCode = new int[ClassCount * CodeCount];
    private readonly Dictionary<(OperationClass Class, byte Code, int Sub), int> bySub = [];
    private readonly bool[] hasSubs = new bool[CodeCount];
    private readonly List<int[]> setsBySlot = [];

    /// <summary>Numbers the functions.</summary>
    /// <param name="sets">The distinct sets of classes and functions of the rules.</param>
    public FunctionSlots(IReadOnlyList<FunctionSet> sets)
    {
        var byClass = new List<int>[ClassCount];
        var byFunction = new Dictionary<FunctionId, List<int>>();
        for (int set = 0; set < sets.Count; set++)
        {
            for (int operationClass = 0; operationClass < ClassCount; operationClass++)
            {
                if (((int)sets[set].Classes & (1 << operationClass)) != 0)
                {
                    (byClass[operationClass] ??= []).Add(set);
                }
            }

            foreach (FunctionId function in sets[set].Functions)
            {
                (byFunction.TryGetValue(function, out List<int>? named) ? named : byFunction[function] = []).Add(set);
            }
        }

        Number(byClass, byFunction);
    }

    /// <summary>Number of slots.</summary>
    public int Count => setsBySlot.Count;

    /// <summary>The slot of a function of a class.</summary>
    public int Of(OperationClass operationClass, FunctionId function)
    {
        if (hasSubs[function.Code] && bySub.TryGetValue((operationClass, function.Code, function.Sub), out int slot))
        {
            return slot;
        }

        return (uint)operationClass < ClassCount ? byClassAndCode[((int)operationClass * CodeCount) + function.Code] : 0;
    }

    /// <summary>The sets, by their place in the list given at construction, that name the functions of a slot.</summary>
    public ReadOnlySpan<int> SetsOf(int slot) => setsBySlot[slot];

    private void Number(List<int>[] byClass, Dictionary<FunctionId, List<int>> byFunction)
    {
        var slots = new Dictionary<int[], int>(IntListComparer.Instance);
        SlotOf([]);
        foreach (byte code in byFunction.Keys.Where(function => function.Sub >= 0).Select(function => function.Code))
        {
            hasSubs[code] = true;
        }

        for (int operationClass = 0; operationClass < ClassCount; operationClass++)
        {
            List<int> ofClass = byClass[operationClass] ?? [];
            int classSlot = SlotOf([.. ofClass]);
            Array.Fill(byClassAndCode, classSlot, operationClass * CodeCount, CodeCount);
            foreach ((FunctionId function, List<int> named) in byFunction)
            {
                List<int> ofCode = function.Sub < 0 ? [] : byFunction.GetValueOrDefault(new FunctionId(function.Code)) ?? [];
                int slot = SlotOf([.. ofClass.Union(named).Union(ofCode).Order()]);
                if (function.Sub < 0)
                {
                    byClassAndCode[(operationClass * CodeCount) + function.Code] = slot;
                }
                else
                {
                    bySub[((OperationClass)operationClass, function.Code, function.Sub)] = slot;
                }
            }
        }

        int SlotOf(int[] sets)
        {
            if (!slots.TryGetValue(sets, out int slot))
            {
                slots.Add(sets, slot = setsBySlot.Count);
                setsBySlot.Add(sets);
            }

            return slot;
        }
    }
}
