using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>Makes drafts of what differs between the settings and the live posture; each difference is offered once.</summary>
internal static class SettingsDraft
{
    /// <summary>Author of these drafts.</summary>
    public const string Author = "settings";

    /// <summary>How the reason begins for which a draft gave way to a person's change, and may be offered again.</summary>
    public const string Superseded = "superseded by ";

    /// <summary>Why a draft fell that the settings no longer ask for.</summary>
    public const string Outdated = "the settings no longer ask for it";

    /// <summary>The posture with what the settings propose: policy, stance on faults, form of refusals.</summary>
    public static PostureRecord Wanted(PostureRecord posture, Conduit conduit, PolicyDocument? policy) => posture with
    {
        PolicyDigest = policy?.Digest,
        OnFault = conduit.OnFault,
        RefuseWith = conduit.RefuseWith,
    };

    /// <summary>True when this difference was not offered before, or the offer fell by itself.</summary>
    /// <param name="confirmed">The confirmed posture.</param>
    /// <param name="wanted">What the settings want of it.</param>
    /// <param name="history">Changes of the conduit.</param>
    public static bool IsNew(PostureRecord confirmed, PostureRecord wanted, IEnumerable<StagedChange> history) =>
        !Postures.SameSettings(confirmed, wanted)
        && !history.Any(change =>
            change.Author == Author
            && change.State != ChangeState.Confirmed
            && Postures.SameSettings(change.From, confirmed)
            && Postures.SameSettings(change.To, wanted)
            && !FellByItself(change));

    /// <summary>True for a draft of the settings, which only offers.</summary>
    public static bool IsOffer(StagedChange change) => change is { State: ChangeState.Draft, Author: Author };

    /// <summary>The draft.</summary>
    public static StagedChange Make(ConduitRecord confirmed, PostureRecord wanted, string id, Moment now) => new()
    {
        Id = id,
        Conduit = confirmed.Conduit,
        From = confirmed.Posture,
        To = wanted,
        BaseEpoch = confirmed.Epoch,
        Reason = "the settings differ from what is live",
        Author = Author,
        ProposedAt = now.Wall,
        Stage = new Stage.Draft { Since = now.Wall },
    };

    private static bool FellByItself(StagedChange change) =>
        change.State == ChangeState.Withdrawn
        && change.Outcome is { } outcome
        && (outcome.Contains(Superseded, StringComparison.Ordinal) || outcome.Contains(Outdated, StringComparison.Ordinal));
}
