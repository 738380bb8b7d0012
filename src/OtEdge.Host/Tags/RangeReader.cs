using OtEdge.Conduits;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Host.Tags;

/// <summary>
/// Keeps the EURanges of one device as it tells them: those that rules ask for at once, all of them every 10 s and after each new
/// connection, since a device that was restarted may have others. One that cannot be reached keeps those that it told last.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RangeReader(TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);
    private readonly Dictionary<NodeIdentity, EURange> last = [];
    private HashSet<NodeIdentity> asked = [];
    private IReadOnlyList<NodeIdentity> wanted = [];
    private RunningConduit? told;
    private long readAt;

    /// <summary>Told of a range that is another one now. Default: nobody is.</summary>
    public Action<string> Changed { get; set; } = static _ => { };

    /// <summary>True when ranges should be read now.</summary>
    /// <param name="running">The conduit.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<bool> IsWantedAsync(RunningConduit running, CancellationToken stop)
    {
        wanted = running.HasEURanges ? await running.AskWantedEURangesAsync().WaitAsync(stop) : [];
        return wanted.Count > 0 && (told != running || time.GetElapsedTime(readAt) >= Again || wanted.Any(node => !asked.Contains(node)));
    }

    /// <summary>Reads those that <see cref="IsWantedAsync"/> has found, and tells the conduit.</summary>
    /// <param name="running">The conduit.</param>
    /// <param name="session">The way to the device.</param>
    /// <param name="deadline">Gives up.</param>
    /// <exception cref="IOException">The device could not be asked.</exception>
    public async Task ReadAsync(RunningConduit running, LentSession session, CancellationToken deadline)
    {
        IReadOnlyList<EURange?> found = await session.AskAsync((device, token) => device.ReadEURangesAsync(wanted, token), deadline);
        var known = new Dictionary<NodeIdentity, EURange>();
        foreach ((NodeIdentity node, EURange? range) in wanted.Zip(found))
        {
            // One that is not told for a moment is unknown, and no other one.
            if (range is { } now)
            {
                known[node] = now;
                if ((last.TryGetValue(node, out EURange before) || running.EURanges.All.TryGetValue(node, out before)) && before != now)
                {
                    Changed($"the EURange of {node} was {before} and is {now}");
                }

                last[node] = now;
            }
        }

        running.Learn(new EURangeTable(known));
        asked = [.. wanted];
        foreach (NodeIdentity gone in last.Keys.Where(node => !asked.Contains(node)))
        {
            last.Remove(gone);
        }

        told = running;
        readAt = time.GetTimestamp();
    }

    /// <summary>The connection has ended: with the next one everything is read again.</summary>
    public void Forget() => asked = [];
}
