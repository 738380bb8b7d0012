using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;

namespace OtEdge.Testing.Journal;

/// <summary>What devices said of themselves, without a disk.</summary>
public sealed class InMemoryDeviceIdentities : IDeviceIdentities
{
    private readonly Dictionary<(string Conduit, byte Unit, string Item), DeviceItem> items = [];
    private readonly Action<Action> write;
    private readonly Action<AuditNote> audit;

    /// <summary>Makes an empty one.</summary>
    /// <param name="write">Runs a write, or throws as a failing disk does.</param>
    /// <param name="audit">Writes what belongs into the audit.</param>
    public InMemoryDeviceIdentities(Action<Action> write, Action<AuditNote> audit)
    {
        this.write = write;
        this.audit = audit;
    }

    public IReadOnlyList<DeviceItem> All() => [.. items.Values];

    public void Keep(DeviceItem item, AuditNote? note) => write(() =>
    {
        items[(item.Conduit, item.Unit, item.Item)] = item;
        if (note is not null)
        {
            audit(note);
        }
    });
}
