namespace OtEdge.Core.Policy.Compiled;

/// <summary>What a rule or a pin reaches, apart from values and rates: clients, units, functions and addresses.</summary>
internal sealed record Reach
{
    /// <summary>Index of the rule or pin in its policy.</summary>
    public required int Index { get; init; }

    /// <summary>Clients; empty: any.</summary>
    public required IReadOnlyList<ClientSelector> Clients { get; init; }

    /// <summary>Units.</summary>
    public required UnitSet Units { get; init; }

    /// <summary>Classes and functions.</summary>
    public required FunctionSet Functions { get; init; }

    /// <summary>Ranges; empty: every address.</summary>
    public required IReadOnlyList<SpaceRange> Ranges { get; init; }

    /// <summary>True when functions without addresses are reached whatever the ranges say.</summary>
    public bool ReachesWithoutAddress { get; init; } = true;

    /// <summary>What a rule reaches; functions without addresses ignore its ranges.</summary>
    public static Reach Of(Rule rule, int index) => new()
    {
        Index = index,
        Clients = rule.Clients,
        Units = UnitSet.Of(rule.Units),
        Functions = FunctionSet.Of(rule.Classes, rule.Functions),
        Ranges = MergedRanges.Of(rule.Ranges),
    };

    /// <summary>
    /// What a pin reaches. A pin with ranges refuses what touches them; a function without addresses touches nothing, so such a
    /// pin reaches it only when it names the function itself.
    /// </summary>
    public static IEnumerable<Reach> Of(PinnedRefusal pin, int index)
    {
        var whole = new Reach
        {
            Index = index,
            Clients = pin.Clients,
            Units = UnitSet.Of(pin.Units),
            Functions = FunctionSet.Of(pin.Classes, pin.Functions),
            Ranges = MergedRanges.Of(pin.Ranges),
        };
        if (pin.Ranges.Count == 0 || pin.Classes == OperationClasses.None)
        {
            return [whole];
        }

        return
        [
            whole with { Functions = FunctionSet.Of(pin.Classes, []), ReachesWithoutAddress = false },
            whole with { Functions = FunctionSet.Of(OperationClasses.None, pin.Functions) },
        ];
    }
}
