using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;


namespace OtEdge.Host.Changes;

/// <summary>Makes drafts of what the settings want differently from what is confirmed. The caller has the turn.</summary>
/// <param name="ledger">The way to the journal.</param>
/// <param name="runner">Does the steps.</param>
/// <param name="policyOf">The policy that the settings give a conduit; null: none.</param>
/// <param name="terms">The terms that changes are proposed under now.</param>
internal sealed class SettingsOffers(Ledger ledger, ChangeRunner runner, Func<Conduit, PolicyDocument?> policyOf, Func<ChangeTerms> terms)
{
    /// <summary>Makes a draft of what the settings want differently from the confirmed posture, unless a change is in flight or this
    /// difference was offered before.</summary>
    /// <param name="live">The conduit.</param>
    /// <param name="messages">Takes what a person should know.</param>
    /// <returns>The draft; null: there is none to make.</returns>
    public StagedChange? Offer(LiveConduit live, List<string> messages)
    {
        ConduitState state = live.State;
        PolicyDocument? policy = policyOf(state.Settings);
        PostureRecord confirmed = state.Confirmed.Posture;
        PostureRecord wanted = SettingsDraft.Wanted(confirmed, state.Settings, policy);
        WithdrawOutdated(live, wanted);
        if (policy is null && confirmed.PolicyDigest is not null && confirmed.Mode > ConduitMode.Observe)
        {
            messages.Add(
                $"{live.Name}: the settings name no policy any more, but it is in {Words.Of(confirmed.Mode)}; the live policy stays. "
                + "Propose --mode observe first.");
            return null;
        }

        if (live.State.InFlight is not null || !SettingsDraft.IsNew(confirmed, wanted, ledger.HistoryOf(live.Name)))
        {
            return null;
        }

        if (policy is not null)
        {
            ledger.NowOrLater($"Policy {policy.Name}", journal => journal.Keep(ledger.RevisionOf(policy)));
        }

        StagedChange draft = SettingsDraft.Make(live.State.Confirmed, wanted, ledger.Journal.NextChangeId(), ledger.Moment) with
        {
            Terms = terms(),
        };
        runner.Begin(live, draft, mustBeDurable: false);
        messages.Add(
            $"{live.Name}: the settings differ from what is live ({ChangeWords.Summary(draft)}); the live posture stays and "
            + $"{draft.Id} is a draft. {ChangeWords.Next(draft)}");
        return draft;
    }

    private void WithdrawOutdated(LiveConduit live, PostureRecord wanted)
    {
        if (live.State.InFlight is { } draft
            && SettingsDraft.IsOffer(draft)
            && (!Postures.SameSettings(draft.To, wanted) || draft.BaseEpoch != live.State.Confirmed.Epoch))
        {
            runner.Drop(live, SettingsDraft.Outdated);
        }
    }
}
