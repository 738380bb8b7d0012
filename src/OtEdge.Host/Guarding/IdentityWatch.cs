using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Guarding;

/// <summary>
/// Stands before the findings and takes out what devices say of themselves. What differs from the last time is an alarm: a PLC download
/// can shift what a register means. It never tightens anything.
/// </summary>
/// <param name="next">Takes the findings.</param>
/// <param name="names">Knows the conduits.</param>
/// <param name="ledger">The way to the journal.</param>
/// <param name="time">The clock.</param>
internal sealed class IdentityWatch(IFindingSink next, SiteNames names, Ledger ledger, TimeProvider time) : IFindingSink
{
    private const int ItemsMax = 10_000;

    // A device that says something else each time fills neither audit nor journal.
    private static readonly TimeSpan ToldAtMostEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Conduit, byte Unit, string Item), DeviceItem> known = [];
    private readonly Dictionary<(string Conduit, byte Unit), long> told = [];
    private bool isTakenUp;

    /// <summary>Told of a device that changed: the conduit and the words for it.</summary>
    public Action<string, string> Changed { get; set; } = static (_, _) => { };

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<TrafficFinding> findings, long shed)
    {
        int from = 0;
        for (int i = 0; i < findings.Length; i++)
        {
            if (findings[i].Kind == FindingKind.DeviceChanged)
            {
                Hand(findings[from..i], 0);
                from = i + 1;
                Look(findings[i]);
            }
        }

        Hand(findings[from..], shed);
    }

    private void Hand(ReadOnlySpan<TrafficFinding> findings, long shed)
    {
        if (!findings.IsEmpty || shed > 0)
        {
            next.Take(findings, shed);
        }
    }

    private void Look(in TrafficFinding reply)
    {
        TakeUp();
        string conduit = names.ConduitAt(reply.Conduit);
        string whose = reply.Detail == TrafficFinding.NamespacesDetail ? "the server" : $"unit {reply.Unit}";
        var changes = new List<string>();
        foreach ((string item, string value) in DeviceIdentity.Of(reply))
        {
            (string, byte, string) key = (conduit, reply.Unit, item);
            DeviceItem? before = known.GetValueOrDefault(key);
            if (before?.Value == value || (before is null && known.Count >= ItemsMax))
            {
                continue;
            }

            var now = new DeviceItem(conduit, reply.Unit, item, value, reply.Utc);
            if (before is null)
            {
                known[key] = now;
                ledger.NowOrLater("The identity of a device", journal => journal.Devices.Keep(now, note: null));
                continue;
            }

            if (MayTell(conduit, reply.Unit))
            {
                known[key] = now;
                changes.Add($"{item} was \"{before.Value}\" and is \"{value}\"");
                Keep(now, $"{whose} behind {conduit}: {changes[^1]}");
            }
        }

        if (changes.Count > 0)
        {
            told[(conduit, reply.Unit)] = time.GetTimestamp();
            Changed(conduit, $"{whose}: {string.Join("; ", changes)}");
        }
    }

    private void Keep(DeviceItem item, string text)
    {
        var note = new AuditNote
        {
            At = item.Since,
            Kind = AuditKind.Device,
            Action = "changed",
            By = AuditNote.Itself,
            Conduit = item.Conduit,
            Text = text,
        };
        ledger.NowOrLater("The identity of a device", journal => journal.Devices.Keep(item, note));
    }

    private bool MayTell(string conduit, byte unit) =>
        !told.TryGetValue((conduit, unit), out long at) || time.GetElapsedTime(at) >= ToldAtMostEvery;

    private void TakeUp()
    {
        if (isTakenUp)
        {
            return;
        }

        try
        {
            foreach (DeviceItem item in ledger.Journal.Devices.All())
            {
                known[(item.Conduit, item.Unit, item.Item)] = item;
            }

            isTakenUp = true;
        }
        catch (IOException)
        {
            // Asked again with the next reply; until then everything is new.
        }
    }
}
