namespace OtEdge.Core.Auditing;

/// <summary>Which audit entries are wanted.</summary>
/// <param name="Kind">Only of this kind; null: of all.</param>
/// <param name="Conduit">Only of this conduit; null: of all.</param>
/// <param name="Subject">Only about this id; null: about all.</param>
/// <param name="From">Only with this sequence or a later one. Default 1.</param>
/// <param name="CountMax">At most so many, the newest of them. Default 100.</param>
public sealed record AuditQuery(
    AuditKind? Kind = null,
    string? Conduit = null,
    string? Subject = null,
    long From = 1,
    int CountMax = 100);
