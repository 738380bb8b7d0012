namespace OtEdge.Core.Auditing;

/// <summary>
/// A note in the chain. Its line is what is kept and hashed, and holds the hash of the line before it, so that no line can be
/// altered, taken out or moved without all later ones.
/// </summary>
/// <param name="Sequence">1 for the first, then without a gap.</param>
/// <param name="Previous">Hash of the entry before; <see cref="Nothing"/> for the first.</param>
/// <param name="Note">What it says.</param>
/// <param name="Line">The canonical JSON text.</param>
public sealed record AuditEntry(long Sequence, string Previous, AuditNote Note, string Line)
{
    /// <summary>What the first entry has for the hash of the one before it.</summary>
    public static string Nothing { get; } = new('0', 64);

    /// <summary>Lower-case SHA-256 over the UTF-8 of <see cref="Line"/>.</summary>
    public string Hash { get; } = AuditText.HashOf(Line);

    /// <summary>The entry that follows another.</summary>
    /// <param name="last">The entry before; null: this is the first.</param>
    /// <param name="note">What it says.</param>
    public static AuditEntry After(AuditEntry? last, AuditNote note)
    {
        long sequence = (last?.Sequence ?? 0) + 1;
        string previous = last?.Hash ?? Nothing;
        return new AuditEntry(sequence, previous, note, AuditText.Write(sequence, previous, note));
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not the canonical text of an entry.</exception>
    public static AuditEntry Read(string line) => AuditText.Read(line);
}
