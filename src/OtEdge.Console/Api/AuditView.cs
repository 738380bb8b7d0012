using OtEdge.Core.Auditing;

namespace OtEdge.Console.Api;

/// <summary>An audit entry.</summary>
public sealed record AuditView
{
    /// <summary>1 for the first, then without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>What was done, one word.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it; <c>otedge</c> when no person did.</summary>
    public required string By { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>The conduit; null when it is about none.</summary>
    public string? Conduit { get; init; }

    /// <summary>Id of the change, finding, permit or break-glass; null when it is about none.</summary>
    public string? Subject { get; init; }

    /// <summary>What else a program may need, by name; null: nothing.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    /// <summary>SHA-256 of the entry's line; the next entry holds it.</summary>
    public required string Hash { get; init; }

    /// <summary>The view of an entry.</summary>
    public static AuditView Of(AuditEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.Note.At,
        Kind = entry.Note.Kind,
        Action = entry.Note.Action,
        By = entry.Note.By,
        Text = entry.Note.Text,
        Conduit = entry.Note.Conduit,
        Subject = entry.Note.Subject,
        Facts = entry.Note.Facts,
        Hash = entry.Hash,
    };
}
