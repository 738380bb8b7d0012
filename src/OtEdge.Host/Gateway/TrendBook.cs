using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>How conduits went since the process started: every ten seconds for an hour, and every five minutes for a day. Thread-safe.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="time">The clock.</param>
internal sealed class TrendBook(ConduitDeck deck, TimeProvider time)
{
    private static readonly TimeSpan Short = TimeSpan.FromHours(1);
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortStep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongStep = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, TrendSeries[]> series = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    /// <summary>Looks at the counters of every conduit; to be called about once a second.</summary>
    public void Beat()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (turn)
        {
            IReadOnlyList<LiveConduit> all = deck.All;
            foreach (LiveConduit live in all)
            {
                ConduitState state = live.State;
                foreach (TrendSeries one in Of(live.Name))
                {
                    one.Take(now, state.Totals, () => state.Running?.LatencyCounts() ?? []);
                }
            }

            foreach (string gone in series.Keys.Except(all.Select(live => live.Name)).ToArray())
            {
                series.Remove(gone);
            }
        }
    }

    /// <summary>The trend of a conduit.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="since">How far back, a duration up to 24h; null: an hour. Up to an hour in steps of ten seconds, beyond in steps of five minutes.</param>
    public Answer<TrendView> Read(string conduit, string? since)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        TimeSpan back = Short;
        if (since is not null && (!DurationText.TryParse(since, out back) || back <= TimeSpan.Zero || back > Long))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong duration", $"since '{since}': expected a duration up to 24h, such as 1h.");
        }

        DateTimeOffset from = time.GetUtcNow() - back;
        lock (turn)
        {
            TrendSeries one = Of(found.Value.Name)[back <= Short ? 0 : 1];
            return new TrendView
            {
                Conduit = found.Value.Name,
                StepS = (int)one.Step.TotalSeconds,
                Points = [.. one.Points.Where(point => point.At >= from)],
            };
        }
    }

    private TrendSeries[] Of(string name)
    {
        if (!series.TryGetValue(name, out TrendSeries[]? own))
        {
            own = [new TrendSeries(ShortStep, (int)(Short / ShortStep)), new TrendSeries(LongStep, (int)(Long / LongStep))];
            series.Add(name, own);
        }

        return own;
    }
}
