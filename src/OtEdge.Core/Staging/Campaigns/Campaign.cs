using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Campaigns;

/// <summary>
/// Leads the conduits of a zone to one mode, wave by wave and rung by rung. It only offers changes: what each of them needs (evidence,
/// approvals, window, interlocks, trial, soak) is decided by the conduit's own gates.
/// </summary>
public sealed record Campaign
{
    private const int HistoryMax = 200;

    /// <summary>Short name, such as <c>z-0003</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The zone.</summary>
    public required string Zone { get; init; }

    /// <summary>The mode that its conduits are led to.</summary>
    public required ConduitMode Mode { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it; also the author of the changes that it offers.</summary>
    public required string Author { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Conduits in their waves, least critical first; frozen when it was proposed.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Waves { get; init; }

    /// <summary>The scopes that enforcing goes through, the narrowest first; empty: every class at once.</summary>
    public IReadOnlyList<OperationClasses> Scopes { get; init; } = [];

    /// <summary>Name of the window in which its trials may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>How long each trial lasts. Default 10 minutes.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where it stands.</summary>
    public CampaignState State { get; init; } = CampaignState.Running;

    /// <summary>When it entered its state.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>What it has offered, oldest first.</summary>
    public IReadOnlyList<CampaignOffer> Offers { get; init; } = [];

    /// <summary>Changes that did not arrive and that a person has looked at: they hold it no more.</summary>
    public IReadOnlyList<string> LookedAt { get; init; } = [];

    /// <summary>Changes that did not arrive and that hold it; empty: none, or a person holds it.</summary>
    public IReadOnlyList<string> HeldBy { get; init; } = [];

    /// <summary>What happened, oldest first; at most 200 lines.</summary>
    public IReadOnlyList<CampaignMark> History { get; init; } = [];

    /// <summary>True until it is done or withdrawn.</summary>
    public bool IsUnderWay => State is CampaignState.Running or CampaignState.Held;

    /// <summary>Every conduit, in the order of the waves.</summary>
    public IEnumerable<string> Conduits() => Waves.SelectMany(wave => wave);

    /// <summary>Looks at the conduits and says what comes next.</summary>
    /// <param name="members">How the conduits stand; one that is missing has left the settings.</param>
    /// <param name="now">The moment.</param>
    public CampaignLook Look(IReadOnlyList<CampaignMember> members, DateTimeOffset now)
    {
        if (State != CampaignState.Running)
        {
            return new CampaignLook(this, [], []);
        }

        StagedChange[] hurt =
        [
            .. members.Select(member => member.Offered).OfType<StagedChange>()
                .Where(change => change is { IsInFlight: false, State: not ChangeState.Confirmed } && !LookedAt.Contains(change.Id)),
        ];
        if (hurt.Length > 0)
        {
            string why = string.Join("; ", hurt.Select(change => $"{change.Id} of {change.Conduit} is {ChangeWording.Of(change.State)}: {change.Outcome}"));
            Campaign held = Enter(CampaignState.Held, null, $"held, {why}", now) with { HeldBy = [.. hurt.Select(change => change.Id)] };
            return new CampaignLook(held, [], [$"held: {why}"]);
        }

        for (int at = 0; at < Waves.Count; at++)
        {
            CampaignMember[] wave = [.. Waves[at].Select(name => members.FirstOrDefault(member => member.Conduit == name)).OfType<CampaignMember>()];
            if (wave.All(HasArrived))
            {
                continue;
            }

            return new CampaignLook(this, [.. wave.Where(member => member.InFlight is null && !HasArrived(member)).Select(Wish)], [.. wave.Where(member => !HasArrived(member)).Select(Waiting)]);
        }

        return new CampaignLook(Enter(CampaignState.Done, null, "every conduit has arrived", now), [], []);
    }

    /// <summary>True when a conduit stands where the campaign leads, with nothing in flight.</summary>
    public bool HasArrived(CampaignMember member) =>
        member.InFlight is null
        && member.Mode == Mode
        && (Mode != ConduitMode.Enforce || Scopes.Count == 0 || (Scopes[^1] & ~member.Classes) == 0);

    /// <summary>Takes note of a change that was offered.</summary>
    public Campaign Offer(CampaignWish wish, string change, DateTimeOffset now) => Mark(
        this with { Offers = [.. Offers, new CampaignOffer(wish.Conduit, change)] },
        null,
        $"offered {change}: {wish.Conduit} to {wish.Mode.ToString().ToLowerInvariant()}"
            + (wish.Classes is { } classes ? $" ({classes.ToString().ToLowerInvariant()})" : ""),
        now);

    /// <summary>Stops offering; null when it does not run.</summary>
    public Campaign? Hold(string by, string why, DateTimeOffset now) =>
        State == CampaignState.Running ? Enter(CampaignState.Held, by, With("held", why), now) : null;

    /// <summary>Goes on offering, also to the conduit that held it; null when it is not held.</summary>
    public Campaign? Resume(string by, string why, DateTimeOffset now) =>
        State == CampaignState.Held
            ? Enter(CampaignState.Running, by, With("resumed", why), now) with { LookedAt = [.. LookedAt, .. HeldBy], HeldBy = [] }
            : null;

    /// <summary>Ends it; null when it has ended.</summary>
    public Campaign? Withdraw(string by, string why, DateTimeOffset now) =>
        IsUnderWay ? Enter(CampaignState.Withdrawn, by, With("withdrawn", why), now) : null;

    // The scope widens by the next step; what it refuses already stays in it.
    private CampaignWish Wish(CampaignMember member)
    {
        ConduitMode next = member.Mode + Math.Sign((int)Mode - (int)member.Mode);
        OperationClasses held = member.Mode == ConduitMode.Enforce ? member.Classes : OperationClasses.None;
        return new CampaignWish(member.Conduit, next)
        {
            Classes = next == ConduitMode.Enforce && Scopes.Count > 0 ? Scopes.First(scope => (scope & ~held) != 0) | held : null,
        };
    }

    private static string Waiting(CampaignMember member) => member.InFlight is { } change
        ? $"{member.Conduit}: {change.Id} is {ChangeWording.Of(change.State)}"
        : $"{member.Conduit}: its next change is about to be offered";

    private Campaign Enter(CampaignState state, string? by, string what, DateTimeOffset now) =>
        Mark(this with { State = state, StateAt = now }, by, what, now);

    private static Campaign Mark(Campaign campaign, string? by, string what, DateTimeOffset now)
    {
        var mark = new CampaignMark(now, by, what);
        IReadOnlyList<CampaignMark> history = campaign.History;
        return campaign with { History = history.Count < HistoryMax ? [.. history, mark] : [history[0], .. history.Skip(2), mark] };
    }

    private static string With(string what, string why) => string.IsNullOrWhiteSpace(why) ? what : $"{what}: {why.Trim()}";
}
