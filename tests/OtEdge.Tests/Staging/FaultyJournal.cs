using OtEdge.Testing.Mutation;

namespace OtEdge.Tests.Staging;

/// <summary>A journal on a bad disk: writes fail, get lost, are torn by a power loss, or are done although they were reported as failed.</summary>
internal sealed class FaultyJournal(SeededRandom random)
{
    private readonly List<(JournalRow Row, bool IsWhole)> rows = [];
    private bool isClean;

    /// <summary>True while every write fails.</summary>
    public bool IsDead { get; set; }

    /// <summary>What a start would find.</summary>
    public JournalRow Newest => rows.Last(row => row.IsWhole).Row;

    /// <summary>The first row, from before anything could go wrong.</summary>
    public void Begin(JournalRow row) => rows.Add((row, true));

    /// <summary>Writes a row whole or not at all.</summary>
    /// <returns>True when it is surely durable.</returns>
    public bool Write(JournalRow row)
    {
        switch (random.Below(60))
        {
            case 0:
                throw new PowerLossException();
            case 1:
                rows.Add((row.Stored(), false));
                throw new PowerLossException();
            case 2:
                rows.Add((row.Stored(), true));
                throw new PowerLossException();
            case 3:
                return false;
            case 4 when !IsDead:
                rows.Add((row.Stored(), true));
                return false;
            default:
                if (!IsDead)
                {
                    rows.Add((row.Stored(), true));
                }

                return !IsDead;
        }
    }

    /// <summary>Notes an end in order.</summary>
    public void MarkClean() => isClean = !IsDead;

    /// <summary>Takes the note of an end in order, if there is one; what cannot be taken away does not count.</summary>
    public bool TakeClean()
    {
        bool was = isClean && !IsDead;
        isClean = isClean && IsDead;
        return was;
    }

    /// <summary>Reads what is there, leaving out what was torn.</summary>
    public JournalRow Boot()
    {
        rows.RemoveAll(row => !row.IsWhole);
        return Newest;
    }
}
