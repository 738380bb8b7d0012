using OtEdge.Core.Findings;

namespace OtEdge.Host.Gateway;

/// <summary>Says of every conduit that stands still that it does, once each time. Asked once a second.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="findings">Takes what is found.</param>
/// <param name="time">The clock.</param>
internal sealed class LoopWatch(ConduitDeck deck, FindingDesk findings, TimeProvider time)
{
    /// <summary>What is said of a conduit that stands still.</summary>
    public const string StandsStill =
        "the loop of the data path that it lives on does not come round: nothing passes; restart otedge when this does not end within a minute";

    private readonly HashSet<string> standing = new(StringComparer.Ordinal);

    /// <summary>Looks.</summary>
    public void Look()
    {
        string[] now = [.. deck.Running.Where(one => one.Conduit.IsStalled).Select(one => one.Name)];
        string[] news = [.. now.Where(name => !standing.Contains(name))];
        standing.Clear();
        standing.UnionWith(now);
        findings.Record([.. news.Select(OfConduit)]);
    }

    private Finding OfConduit(string name) =>
        FindingWords.OfConduit(FindingKind.LoopStalled, name, "loop", $"{name}: {StandsStill}", time.GetUtcNow());
}
