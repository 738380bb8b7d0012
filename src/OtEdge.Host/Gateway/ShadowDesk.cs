using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>Sets which candidate a conduit shadows, and says what it would change.</summary>
internal sealed class ShadowDesk : IShadows
{
    private const int DifferencesMax = 1000;
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);
    private readonly ConduitDeck deck;
    private readonly SiteLoader loader;
    private readonly Turn turn;
    private readonly IJournal journal;
    private readonly TimeProvider time;

    /// <summary>Makes the desk.</summary>
    public ShadowDesk(ConduitDeck deck, SiteLoader loader, Turn turn, IJournal journal, TimeProvider time)
    {
        this.deck = deck;
        this.loader = loader;
        this.turn = turn;
        this.journal = journal;
        this.time = time;
    }

    /// <inheritdoc/>
    public Answer<ShadowReport> Report(string conduit)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        return found.IsDone ? Report(found.Value) : found.Refusal;
    }

    /// <inheritdoc/>
    public Task<Answer<ShadowReport>> SetAsync(string conduit, ShadowRequest request, CancellationToken cancellation) =>
        turn.TakeAsync(() => Set(conduit, request.Policy), cancellation);

    private Answer<ShadowReport> Set(string conduit, PolicyText? text)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        LiveConduit live = found.Value;
        if (text is null)
        {
            deck.Swap(live, live.State with { Shadow = null });
            return Report(live);
        }

        Answer<PolicyDocument> read = ProposalReader.ReadPolicy(text, loader.Site, live.State.Settings);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        deck.Swap(live, live.State with { Shadow = new Shadowing(RuleSet.Compile(read.Value), time.GetUtcNow()) });
        return Report(live);
    }

    private ShadowReport Report(LiveConduit live)
    {
        ConduitState state = live.State;
        if (state.Shadow is not { } shadow)
        {
            return new ShadowReport { Conduit = live.Name, Shadow = null };
        }

        // What was seen a moment ago belongs into the answer; a slow disk only makes it older.
        journal.Flush(FlushTimeout);
        var query = new FindingQuery(live.Name, FindingKind.ShadowDifference, null, shadow.Since, DifferencesMax);
        string digest = shadow.Rules.Policy!.Digest;
        return new ShadowReport
        {
            Conduit = live.Name,
            Shadow = Views.Shadow(state),
            Differences = [.. journal.Findings(query).Where(finding => finding.PolicyDigest == digest).Select(finding => FindingView.Of(finding))],
        };
    }
}
