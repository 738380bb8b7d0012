using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Gateway;
using OtEdge.Host.Guarding;

namespace OtEdge.Host.Changes;

/// <summary>Shows changes as the API does.</summary>
internal static class ChangeViews
{
    /// <summary>A change.</summary>
    public static ChangeView Of(StagedChange change)
    {
        Clearance? clearance = change.Stage.Clearance;
        ReadinessReport? readiness = change.Stage is Stage.Shadowing shadowing ? shadowing.Seen : clearance?.Readiness;
        return new ChangeView
        {
            Id = change.Id,
            State = Words.Of(change.State),
            Conduit = change.Conduit,
            From = Views.Of(change.From),
            To = Views.Of(change.To),
            Summary = ChangeWords.Summary(change),
            Reason = change.Reason,
            Author = change.Author,
            ProposedAt = change.ProposedAt,
            StateAt = change.StateAt,
            Trial = DurationText.Of(change.Trial),
            Deadline = change.Deadline,
            Override = change.Override,
            Outcome = change.Outcome,
            Version = change.Version,
            BaseEpoch = change.BaseEpoch,
            ProposalDigest = change.Digest,
            Governance = Words.Of(change.Terms.Governance),
            Window = change.Terms.Window,
            Questions =
            [
                .. Enum.GetValues<ChangeQuestion>()
                    .Select(question => (Question: question, change.Answers.FirstOrDefault(answer => answer.Question == question)?.Text))
                    .Where(asked => asked.Text is not null || change.Terms.Questions.Contains(asked.Question))
                    .Select(asked => new ChangeQuestionView(ChangeWording.Word(asked.Question), ChangeWording.Of(asked.Question), asked.Text)),
            ],
            Direction = clearance is null ? null : Words.Of(clearance.Check.Direction),
            Difference = clearance?.Check.Lines ?? [],
            Gates = [.. (readiness?.Gates ?? []).Select(gate => new EvidenceGateView(gate.Gate, gate.IsMet, gate.Why))],
            EvidenceDigest = readiness?.EvidenceDigest,
            Overrides = [.. (clearance?.Overrides ?? []).Select(one => new OverrideView(one.Gate, one.By, one.At, one.Reason))],
            Approvals = [.. (clearance?.Approvals ?? []).Select(Of)],
            Token = TokenOf(change),
            WaitsFor = ChangeWaits.Of(change),
            Next = ChangeWords.Next(change),
            History = [.. change.History.Select(mark => new ChangeMarkView(mark.At, Words.Of(mark.State), mark.By, mark.What))],
        };
    }

    /// <summary>Token of the running trial or soak; null outside.</summary>
    public static string? TokenOf(StagedChange change) => change.Stage switch
    {
        Stage.Trial trial => trial.Token,
        Stage.Soak soak => soak.Token,
        _ => null,
    };

    /// <summary>Since when the target of a change is in force.</summary>
    public static DateTimeOffset InForceSince(StagedChange change) =>
        change.History.LastOrDefault(mark => mark.State == ChangeState.Armed) is { } armed
        && change.History.FirstOrDefault(mark => mark.State == ChangeState.Trial && mark.At >= armed.At) is { } started
            ? started.At
            : change.StateAt;

    /// <summary>A guard.</summary>
    public static GuardView Of(GuardLook look) =>
        new(look.Guard, look.Says.Holds switch { true => "pass", false => "breach", null => "unknown" }, look.Says.Words);

    private static ApprovalView Of(Approval approval) => new(
        approval.By, approval.For is { } function ? Words.Of(function) : null, approval.At, approval.Digest);
}
