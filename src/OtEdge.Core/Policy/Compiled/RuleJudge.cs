namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Asks the terms of each rule that reaches an operation, and keeps what the last accepted one had to say and which of the
/// declining ones came closest: the one that failed last in the order torn value, value, step, rate; of equals the first in file
/// order.
/// </summary>
internal ref struct RuleJudge : IJudge
{
    private readonly RuleTerms?[] terms;
    private readonly JudgingMemory memory;
    private readonly ClientIdentity client;
    private readonly ref readonly JudgingTime now;

    /// <summary>Makes a judge for one operation.</summary>
    public RuleJudge(RuleTerms?[] terms, JudgingMemory memory, ClientIdentity client, in JudgingTime now)
    {
        this.terms = terms;
        this.memory = memory;
        this.client = client;
        this.now = ref now;
    }

    /// <summary>First address that is judged: the operation's, or that of a part of it (`allow-span`).</summary>
    public required int Start { get; set; }

    /// <summary>What the last accepted rule had to say.</summary>
    public DecisionNotes Notes { get; private set; }

    /// <summary>Why the closest rule declined; <see cref="DecisionReason.Range"/> when none was asked.</summary>
    public DecisionReason ClosestReason { get; private set; } = DecisionReason.Range;

    /// <summary>The closest rule that declined; -1 when none was asked.</summary>
    public int Closest { get; private set; } = -1;

    /// <inheritdoc/>
    public bool Accepts(int index, int last, in Operation operation)
    {
        if (terms[index] is not { } term)
        {
            Notes = DecisionNotes.None;
            return true;
        }

        var part = new AddressRange(Start, Math.Min(last, operation.Range.Last));
        DecisionReason reason = Judge(term, operation, part, out DecisionNotes notes);
        if (reason == DecisionReason.Allowed)
        {
            Notes = notes;
            return true;
        }

        int order = Order(reason) - Order(ClosestReason);
        if (order > 0 || (order == 0 && index < Closest))
        {
            ClosestReason = reason;
            Closest = index;
        }

        return false;
    }

    /// <summary>Forgets which rule came closest.</summary>
    public void Forget()
    {
        ClosestReason = DecisionReason.Range;
        Closest = -1;
    }

    /// <summary>Counts one use of a rule that allows.</summary>
    public readonly void Count(int index)
    {
        if (terms[index] is { Rate: { } rate } term)
        {
            memory.Count(term.RateNumber, rate, client.Address, now.Ticks);
        }
    }

    /// <summary>
    /// The last address of the longest part from <see cref="Start"/> that a rule accepts and after which the search may go on.
    /// </summary>
    /// <param name="index">The rule.</param>
    /// <param name="last">The end of its range.</param>
    /// <param name="operation">The whole operation.</param>
    /// <param name="dead">Offsets in the operation from which no search can go on.</param>
    /// <param name="notes">What is worth saying of it.</param>
    /// <returns>-1 when there is no such part.</returns>
    public readonly int LongestPart(
        int index, int last, in Operation operation, ReadOnlySpan<bool> dead, out DecisionNotes notes)
    {
        RuleTerms? term = terms[index];
        notes = DecisionNotes.None;
        last = Math.Min(last, operation.Range.Last);
        int end = term?.HasValues == true ? term.EndBeforeDeclining(operation, new AddressRange(Start, last), memory) : last;
        for (; end >= Start; end--)
        {
            if (!dead[end + 1 - operation.Address]
                && (term is null || Judge(term, operation, new AddressRange(Start, end), out notes) == DecisionReason.Allowed))
            {
                return end;
            }
        }

        return -1;
    }

    private static int Order(DecisionReason reason) => reason switch
    {
        DecisionReason.TornValue => 1,
        DecisionReason.Value => 2,
        DecisionReason.Step => 3,
        DecisionReason.Rate => 4,
        _ => 0,
    };

    private readonly DecisionReason Judge(RuleTerms term, in Operation operation, AddressRange part, out DecisionNotes notes)
    {
        DecisionReason reason = term.JudgeValues(operation, part, memory, out notes);
        if (reason != DecisionReason.Allowed)
        {
            return reason;
        }

        if (term.Rate is { } rate && !memory.HasRoom(term.RateNumber, rate, client.Address, now.Ticks))
        {
            return DecisionReason.Rate;
        }

        if (now.Utc >= term.Expires)
        {
            notes |= DecisionNotes.Expired;
        }

        return DecisionReason.Allowed;
    }
}
