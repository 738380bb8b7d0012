using OtEdge.Core.Policy.Differences;

namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>Puts pieces of a difference together that say the same, and says them.</summary>
/// <param name="asks">Every question about nodes, to tell whether all attributes are meant.</param>
internal sealed class NodeDifferenceWords(IReadOnlyList<NodeAsk> asks)
{
    private const int ShownMax = 6;

    private readonly List<Piece> pieces = [];

    /// <summary>Adds a piece.</summary>
    public void Add(NodeAsker asker, NodeRegion region, NodeAsk ask, NodeLoss loss) => pieces.Add(new Piece(asker, region, ask, loss));

    /// <summary>The entries.</summary>
    public IReadOnlyList<DifferenceEntry> Entries()
    {
        var byAsker = pieces.GroupBy(piece => (piece.Asker, piece.Ask.Service, piece.Loss.How, piece.Loss.IsPinned, IsShown: piece.Loss.Witness is not null));
        var said = byAsker.SelectMany(group => group
            .GroupBy(piece => piece.Region)
            .GroupBy(region => region.Aggregate(0UL, (set, piece) => set | piece.Ask.Attributes))
            .Select(regions => (
                group.Key,
                Attributes: regions.Key,
                Regions: string.Join('\n', regions.Select(region => region.Key.Text)),
                Piece: regions.First().First())));
        return
        [
            .. said.GroupBy(entry => (entry.Key.Service, entry.Key.How, entry.Key.IsPinned, entry.Key.IsShown, entry.Attributes, entry.Regions))
                .Select(entries => new DifferenceEntry
                {
                    Clients = Listed(entries.SelectMany(entry => entry.Key.Asker.Names).Distinct()),
                    What = WhatOf(entries.Key.Service, entries.Key.Attributes, entries.Key.Regions) + entries.Key.How,
                    Class = OpcUaServices.ClassOf(entries.Key.Service),
                    IsPinned = entries.Key.IsPinned,
                    Witness = entries.First().Piece.Loss.Witness,
                }),
        ];
    }

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= ShownMax ? string.Join(", ", all) : $"{string.Join(", ", all.Take(ShownMax))} and {all.Length - ShownMax} more";
    }

    private string WhatOf(OpcUaService service, ulong attributes, string regions)
    {
        string nodes = Listed(regions.Split('\n'));
        ulong every = asks.Where(ask => ask.Service == service).Aggregate(0UL, (set, ask) => set | ask.Attributes);
        string of = attributes == every ? "" : $"{Listed(NodeAttributes.NamesIn(attributes))} of ";
        return service switch
        {
            OpcUaService.CreateSession => "open sessions",
            OpcUaService.CreateSubscription => "make subscriptions",
            OpcUaService.Read => $"read {of}{nodes}",
            OpcUaService.Write => $"write {of}{nodes}",
            OpcUaService.CreateMonitoredItems => $"watch {of}{nodes}",
            OpcUaService.Browse => $"browse {nodes}",
            OpcUaService.HistoryRead => $"read the history of {nodes}",
            OpcUaService.HistoryUpdate => $"change the history of {nodes}",
            OpcUaService.Call => $"call {nodes}",
            _ => $"administer {nodes}",
        };
    }

    private sealed record Piece(NodeAsker Asker, NodeRegion Region, NodeAsk Ask, NodeLoss Loss);
}
