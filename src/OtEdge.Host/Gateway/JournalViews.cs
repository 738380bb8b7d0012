using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Host.Changes;
using OtEdge.Host.Guarding;

namespace OtEdge.Host.Gateway;

/// <summary>Shows what the journal keeps.</summary>
/// <param name="journal">The journal.</param>
/// <param name="deck">The conduits that there are.</param>
internal sealed class JournalViews(IJournal journal, ConduitDeck deck)
{
    /// <summary>What each guard says of a change.</summary>
    public Func<StagedChange, IReadOnlyList<GuardLook>> Guards { get; set; } = static _ => [];

    /// <summary>Findings, last seen first.</summary>
    public Answer<FindingView[]> Findings(FindingQuery query)
    {
        // What was seen a moment ago belongs into the answer; a slow disk only makes it older.
        journal.Flush(TimeSpan.FromSeconds(1));
        Dictionary<string, Triage> said = journal.Triages().ToDictionary(triage => triage.Finding);
        return (FindingView[])[.. journal.Findings(query).Select(finding => FindingView.Of(finding, said.GetValueOrDefault(finding.Id)))];
    }

    /// <summary>One finding.</summary>
    public Answer<FindingView> Finding(string id)
    {
        journal.Flush(TimeSpan.FromSeconds(1));
        return journal.Finding(id) is { } finding
            ? FindingView.Of(finding, journal.Triages().FirstOrDefault(triage => triage.Finding == id))
            : new Refusal(RefusalKind.Unknown, "Unknown finding", $"there is no finding \"{id}\"; see otedge findings.");
    }

    /// <summary>Changes, newest first; null: of every conduit.</summary>
    public Answer<ChangeView[]> Changes(string? conduit, int countMax)
    {
        if (conduit is not null && deck.Find(conduit) is { IsDone: false } unknown)
        {
            return unknown.Refusal;
        }

        return (ChangeView[])[.. journal.Changes(conduit, countMax).Select(Present)];
    }

    /// <summary>One change; the id `last` stands for the newest.</summary>
    public Answer<ChangeView> Change(string id)
    {
        StagedChange? change = id == ChangeFinder.Last ? journal.Changes(null, 1) is [var newest, ..] ? newest : null : journal.Change(id);
        return change is not null
            ? Present(change)
            : new Refusal(RefusalKind.Unknown, "Unknown change", $"there is no change \"{id}\"; see otedge changes.");
    }

    // What runs knows more than what is kept: what the gates said last, what is in the way, how far a soak has come.
    private ChangeView Present(StagedChange kept)
    {
        StagedChange change = deck.All.Select(live => live.State.InFlight).FirstOrDefault(change => change?.Id == kept.Id) ?? kept;
        return ChangeViews.Of(change) with { Guards = [.. Guards(change).Select(ChangeViews.Of)] };
    }
}
