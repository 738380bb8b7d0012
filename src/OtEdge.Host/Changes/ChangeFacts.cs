using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Gateway;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Changes;

/// <summary>Gathers what holds around a change: terms, neighbours, and what it would do.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="loader">The settings in force.</param>
/// <param name="settings">What they say beside the site.</param>
/// <param name="isGlassBroken">True while break-glass holds on the conduit of that name.</param>
internal sealed class ChangeFacts(ConduitDeck deck, SiteLoader loader, Func<SettingsModel?> settings, Func<string, bool> isGlassBroken)
{
    /// <summary>The terms that a change is proposed under now.</summary>
    /// <param name="window">Name of its window; null: none.</param>
    public ChangeTerms Terms(string? window) => new()
    {
        Governance = loader.Site.Governance,
        Questions = GovernanceRules.QuestionsFor(loader.Site.Governance),
        GuardGrace = (settings()?.Guards ?? new GuardSettings()).Grace,
        Window = window,
    };

    /// <summary>Conduits of a campaign with the one of that name that are armed or on trial: one at a time.</summary>
    public Func<string, IEnumerable<string>> OnTrialBeside { get; set; } = static _ => [];

    /// <summary>Names of the windows that the settings declare.</summary>
    public IReadOnlyList<string> Windows => [.. (settings()?.Windows ?? []).Select(window => window.Name)];

    /// <summary>Episodes of every regime that a soak lasts.</summary>
    public int SoakEpisodes => (settings()?.Coverage ?? new CoverageSettings()).SoakEpisodes;

    /// <summary>What holds around a conduit's change.</summary>
    public ConduitFacts Of(LiveConduit live, StagedChange change) => new()
    {
        Epoch = live.State.Confirmed.Epoch,
        // Drafts of the settings only offer.
        OthersInFlight = live.State.InFlight is { } other && other.Id != change.Id && !SettingsDraft.IsOffer(other) ? [$"{other.Id} by {other.Author}"] : [],
        Conflicts = [.. Neighbours(live).Where(IsBusy).Select(name => name.Name).Union(OnTrialBeside(live.Name))],
        IsGlassBroken = isGlassBroken(live.Name),
        Listens = live.State.Running is not null,
    };

    /// <summary>What going from one posture to another would do.</summary>
    public ChangeCheck Check(LiveConduit live, PostureRecord from, PostureRecord to) =>
        ChangeCheck.Of(live.State.Settings, new RuledPosture(from, PolicyOf(from)), new RuledPosture(to, PolicyOf(to)));

    private PolicyDocument? PolicyOf(PostureRecord posture) => deck.Shelf.Policy(posture.PolicyDigest);

    private IEnumerable<LiveConduit> Neighbours(LiveConduit live)
    {
        HashSet<string> names = [.. (settings()?.ConflictSets ?? []).Where(set => set.Contains(live.Name)).SelectMany(set => set)];
        return deck.All.Where(other => other.Name != live.Name && names.Contains(other.Name));
    }

    private static bool IsBusy(LiveConduit live) => live.State.InFlight is { State: ChangeState.Armed } or { IsInForce: true };
}
