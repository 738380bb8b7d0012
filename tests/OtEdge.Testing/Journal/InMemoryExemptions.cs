using OtEdge.Core.Auditing;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;

namespace OtEdge.Testing.Journal;

/// <summary>Break-glass and permits without a disk.</summary>
public sealed class InMemoryExemptions : IExemptions
{
    private readonly Dictionary<string, BreakGlass> glasses = [];
    private readonly Dictionary<string, Permit> permits = [];
    private readonly Action<Action> write;
    private readonly Action<AuditNote?, ConduitRecord?> also;

    /// <summary>Makes an empty one.</summary>
    /// <param name="write">Runs a write, or throws as a failing disk does.</param>
    /// <param name="also">Writes what belongs to it elsewhere.</param>
    public InMemoryExemptions(Action<Action> write, Action<AuditNote?, ConduitRecord?> also)
    {
        this.write = write;
        this.also = also;
    }

    public void Keep(BreakGlass glass, AuditNote note, ConduitRecord? confirmed = null) => write(() =>
    {
        glasses[glass.Id] = glass;
        also(note, confirmed);
    });

    public void Keep(Permit permit, AuditNote? note) => write(() =>
    {
        permits[permit.Id] = permit;
        also(note, null);
    });

    public IReadOnlyList<BreakGlass> Glasses() => [.. glasses.Values.OrderBy(glass => glass.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Permit> Permits() => [.. permits.Values.OrderBy(permit => permit.Id, StringComparer.Ordinal)];
}
