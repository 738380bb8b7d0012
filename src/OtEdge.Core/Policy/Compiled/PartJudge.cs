namespace OtEdge.Core.Policy.Compiled;

/// <summary>Accepts rules that take a part of an operation after which the search may go on, and keeps the part's end.</summary>
/// <param name="rules">Judges the part; its start is the part's.</param>
/// <param name="dead">Offsets in the operation from which no search can go on.</param>
internal ref struct PartJudge(RuleJudge rules, ReadOnlySpan<bool> dead) : IJudge
{
    private readonly RuleJudge rules = rules;
    private readonly ReadOnlySpan<bool> dead = dead;

    /// <summary>The last address of the part that was accepted last.</summary>
    public int End { get; private set; }

    /// <summary>What is worth saying of the rule that was accepted last.</summary>
    public DecisionNotes Notes { get; private set; }

    /// <inheritdoc/>
    public bool Accepts(int index, int last, in Operation operation)
    {
        int end = rules.LongestPart(index, last, operation, dead, out DecisionNotes notes);
        if (end < 0)
        {
            return false;
        }

        End = end;
        Notes = notes;
        return true;
    }
}
