using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Tags;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Tags;

/// <summary>Keeps the book of tags, and has OtEdge read those that somebody relies on and that nobody else reads.</summary>
/// <param name="names">Knows which tags are behind which conduit.</param>
/// <param name="conduits">The conduits that there are.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where trouble is logged.</param>
internal sealed class TagDesk(SiteNames names, Func<IReadOnlyList<LiveConduit>> conduits, TimeProvider time, ILogger logger)
    : ITags, IAsyncDisposable
{
    private static readonly TimeSpan StaleDefault = TimeSpan.FromMinutes(1);

    private CancellationTokenSource stop = new();
    private Task reading = Task.CompletedTask;
    private IReadOnlyDictionary<string, TimeSpan> needs = new Dictionary<string, TimeSpan>();

    /// <summary>The present values.</summary>
    public TagBook Book { get; } = new(time);

    /// <summary>Takes the settings in force: the tags there are, and which of them OtEdge must know. The caller has the turn.</summary>
    public async Task TakeAsync(SettingsModel? settings, Site site)
    {
        await StopAsync();
        Book.Take(site, settings);
        names.Take(site, settings);
        foreach (LiveConduit conduit in conduits())
        {
            conduit.State.Running?.Watch(names.NodesOf(conduit.Name));
        }

        stop = new CancellationTokenSource();
        Volatile.Write(ref needs, TagNeeds.Of(settings));
        reading = Task.WhenAll(Readers(needs).Select(reader => Task.Run(() => RunAsync(reader, stop.Token))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<TagView> List()
    {
        IReadOnlyDictionary<string, TimeSpan> needed = Volatile.Read(ref needs);
        return [.. Book.Tags.Select(tag => View(tag, needed.TryGetValue(tag, out TimeSpan within) ? within : null))];
    }

    /// <summary>Stops reading; before the data plane stops, which lends the connections.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private TagView View(string tag, TimeSpan? within)
    {
        TagValue now = Book.Now(tag, within ?? StaleDefault);
        return new TagView
        {
            Name = tag,
            Quality = now.Quality,
            Number = now.Reading?.Number,
            Word = now.Reading?.Word,
            AgeSeconds = Seconds(now.Age),
            UnchangedSeconds = Seconds(now.UnchangedFor),
            NeededWithinSeconds = Seconds(within),
            Why = now.Why,
        };
    }

    private static double? Seconds(TimeSpan? span) => span is { } known ? Math.Round(known.TotalSeconds, 1) : null;

    private async Task StopAsync()
    {
        await stop.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static async Task RunAsync(DeviceReader reader, CancellationToken stop)
    {
        using (reader)
        {
            await reader.RunAsync(stop);
        }
    }

    // Conduits of one device share one reader: it must not be asked twice.
    private List<DeviceReader> Readers(IReadOnlyDictionary<string, TimeSpan> wantedWithin)
    {
        var readers = new List<DeviceReader>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (LiveConduit conduit in conduits().Where(live => live.State.Settings.Protocol == ConduitProtocol.ModbusTcp))
        {
            TagNeed[] wanted =
            [
                .. names.TagsOf(conduit.Name)
                    .Where(tag => wantedWithin.ContainsKey(tag.Name) && taken.Add(tag.Name))
                    .Select(tag => new TagNeed(tag, wantedWithin[tag.Name])),
            ];
            if (wanted.Length > 0)
            {
                readers.Add(new DeviceReader(conduit, wanted, Book, time, logger));
            }
        }

        return readers;
    }
}
