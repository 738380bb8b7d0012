using Microsoft.Extensions.Logging;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Conduits.Recording;
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

    /// <summary>What OtEdge shows OPC UA devices, and whom it trusts; null: it reads none by itself.</summary>
    public Func<IConduitCertificates?> Certificates { get; init; } = () => null;

    /// <summary>Told of a conduit whose device tells another EURange than before: its name and the words for it. Default: nobody is.</summary>
    public Action<string, string> RangeChanged { get; set; } = static (_, _) => { };

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
        await using (reader)
        {
            await reader.RunAsync(stop);
        }
    }

    // Conduits of one device share one reader: it must not be asked twice. Of those that lead to an OPC UA device, one that has an
    // identity there reads.
    private List<DeviceReader> Readers(IReadOnlyDictionary<string, TimeSpan> wantedWithin)
    {
        var readers = new List<DeviceReader>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (LiveConduit conduit in conduits().OrderBy(live => live.State.Settings.OpcUa is { Terminates: false }))
        {
            Conduit settings = conduit.State.Settings;
            IReadOnlyList<Tag> registers = settings.Protocol == ConduitProtocol.ModbusTcp ? names.TagsOf(conduit.Name) : [];
            IReadOnlyList<WatchedNode> nodes = settings.Protocol == ConduitProtocol.OpcUa && Certificates() is not null ? names.NodesOf(conduit.Name) : [];
            TagNeed[] wanted =
            [
                .. registers.Select(tag => tag.Name).Concat(nodes.Select(node => node.Tag))
                    .Where(tag => wantedWithin.ContainsKey(tag) && taken.Add(tag))
                    .Select(tag => new TagNeed(tag, wantedWithin[tag])),
            ];
            bool isOpcUa = settings.Protocol == ConduitProtocol.OpcUa && Certificates() is not null;
            if (wanted.Length > 0 || isOpcUa)
            {
                string name = conduit.Name;
                ITagSource source = isOpcUa
                    ? new NodeSource(nodes, Book, Certificates()!, time) { RangeChanged = words => RangeChanged(name, words) }
                    : new RegisterSource(registers, Book, time);
                readers.Add(new DeviceReader(conduit, (wanted, source), Book, time, logger));
            }
        }

        return readers;
    }
}
