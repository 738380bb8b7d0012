using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>The record that a conduit of the settings comes in with, by the journal alone.</summary>
/// <param name="Record">The record.</param>
/// <param name="IsNew">True when the journal did not know the conduit, under this name or a former one.</param>
/// <param name="RenamedFrom">The former name that the record is carried over from; null: none.</param>
internal sealed record ConduitAdoption(ConduitRecord Record, bool IsNew, string? RenamedFrom)
{
    /// <summary>Decides for one conduit.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="policy">Its policy in the settings; null: none.</param>
    /// <param name="known">What the journal knows, by name.</param>
    /// <param name="declared">Names of all conduits in the settings.</param>
    /// <param name="now">The moment.</param>
    public static ConduitAdoption Of(
        Conduit conduit,
        PolicyDocument? policy,
        IReadOnlyDictionary<string, ConduitRecord> known,
        IReadOnlySet<string> declared,
        DateTimeOffset now)
    {
        if (known.TryGetValue(conduit.Name, out ConduitRecord? record))
        {
            return new ConduitAdoption(record, IsNew: false, RenamedFrom: null);
        }

        // A former name that the settings still use is somebody else's.
        if (conduit.RenamedFrom is { } former && !declared.Contains(former) && known.TryGetValue(former, out ConduitRecord? carried))
        {
            return new ConduitAdoption(carried with { Conduit = conduit.Name }, IsNew: false, former);
        }

        PostureRecord start = SettingsDraft.Wanted(PostureRecord.Start, conduit, policy);
        return new ConduitAdoption(new ConduitRecord(conduit.Name, 0, now, start, new TrafficTotals()), IsNew: true, RenamedFrom: null);
    }
}
