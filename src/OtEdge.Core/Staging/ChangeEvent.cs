using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Core.Staging;

/// <summary>Something that happened to a change; the time is in it.</summary>
/// <param name="At">When.</param>
public abstract record ChangeEvent(Moment At)
{
    /// <summary>A step that a person takes.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    public abstract record OfPerson(Moment At, Actor By) : ChangeEvent(At)
    {
        /// <summary>The version of the change that the person had before them; null: they did not say, and take what there is.</summary>
        public long? Seen { get; init; }
    }

    /// <summary>The check was made.</summary>
    /// <param name="At">When.</param>
    /// <param name="Check">What it found.</param>
    /// <param name="RiskAssessment">Reference of the risk assessment that covers essential operations; null: none.</param>
    public sealed record Checked(Moment At, ChangeCheck Check, string? RiskAssessment = null) : ChangeEvent(At);

    /// <summary>The candidate is judged beside the live rules from now on.</summary>
    /// <param name="At">When.</param>
    /// <param name="Plan">What must be covered; frozen here.</param>
    public sealed record ShadowStarted(Moment At, CoveragePlan Plan) : ChangeEvent(At);

    /// <summary>The readiness gates were asked.</summary>
    /// <param name="At">When.</param>
    /// <param name="Report">What they said.</param>
    public sealed record GatesSeen(Moment At, ReadinessReport Report) : ChangeEvent(At);

    /// <summary>A person passes over the gates that are not met.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Report">What the gates said.</param>
    /// <param name="Reason">Why; kept and shown for good.</param>
    public sealed record GatesOverridden(Moment At, Actor By, ReadinessReport Report, string Reason) : OfPerson(At, By);

    /// <summary>A person says yes.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="For">The function they speak for; null: the first that is missing and that they hold.</param>
    /// <param name="Digest">What they approve, as in <see cref="ChangeDigest.OfApproval(StagedChange)"/>.</param>
    public sealed record Approved(Moment At, Actor By, PlantFunction? For, string Digest) : OfPerson(At, By);

    /// <summary>A person who is asked says no.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Rejected(Moment At, Actor By, string Reason) : OfPerson(At, By);

    /// <summary>A person proposes something else under the same name.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="To">The posture it now leads to.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Edited(Moment At, Actor By, PostureRecord To, string Reason) : OfPerson(At, By);

    /// <summary>A person answers change questions; what was approved before is another text now.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Answers">The answers; one to a question that has one takes its place.</param>
    public sealed record Answered(Moment At, Actor By, IReadOnlyList<ChangeAnswer> Answers) : OfPerson(At, By);

    /// <summary>The confirmed posture of the conduit moved.</summary>
    /// <param name="At">When.</param>
    /// <param name="Epoch">Its epoch now.</param>
    /// <param name="Words">Who moved it and how.</param>
    public sealed record BaseMoved(Moment At, long Epoch, string Words) : ChangeEvent(At);

    /// <summary>A person lets it start as soon as the plant allows.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Facts">What holds around it.</param>
    public sealed record Armed(Moment At, Actor By, ConduitFacts Facts) : OfPerson(At, By);

    /// <summary>The plant was asked whether the trial may start.</summary>
    /// <param name="At">When.</param>
    /// <param name="Facts">What holds around it.</param>
    /// <param name="Fitness">What the plant says.</param>
    public sealed record FitnessSeen(Moment At, ConduitFacts Facts, Fitness Fitness) : ChangeEvent(At);

    /// <summary>A person asks for more time.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Token">Token of the running trial.</param>
    public sealed record Extended(Moment At, Actor By, string Token) : OfPerson(At, By);

    /// <summary>A person confirms: the trial goes on as soak, the soak ends for good.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Token">Token of the running trial.</param>
    /// <param name="Override">Reason for passing over what the soak has not covered; null: none.</param>
    public sealed record Confirmed(Moment At, Actor By, string Token, string? Override = null) : OfPerson(At, By)
    {
        /// <summary>The function they speak for; null: the first that is missing and that they hold.</summary>
        public PlantFunction? For { get; init; }
    }

    /// <summary>A person takes it back, wherever it stands.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Reason">Why; may be empty.</param>
    public sealed record Aborted(Moment At, Actor By, string Reason) : OfPerson(At, By);

    /// <summary>A person says that it hurts.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Words">What happened; may be empty.</param>
    public sealed record Hurt(Moment At, Actor By, string Words) : OfPerson(At, By);

    /// <summary>A person ends it before its trial.</summary>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Reason">Why; may be empty.</param>
    public sealed record Withdrawn(Moment At, Actor By, string Reason) : OfPerson(At, By);

    /// <summary>Time passed.</summary>
    /// <param name="At">When.</param>
    public sealed record Tick(Moment At) : ChangeEvent(At);

    /// <summary>The guards were asked.</summary>
    /// <param name="At">When.</param>
    /// <param name="Guards">True: all pass; false: one says that it hurts; null: one does not know.</param>
    public sealed record GuardsSeen(Moment At, Fact Guards) : ChangeEvent(At);

    /// <summary>The coverage of the soak was asked.</summary>
    /// <param name="At">When.</param>
    /// <param name="Coverage">Whether it is met.</param>
    public sealed record SoakSeen(Moment At, Fact Coverage) : ChangeEvent(At);

    /// <summary>The process started anew.</summary>
    /// <param name="At">When.</param>
    /// <param name="IsClean">True when the last one ended in order and owed the journal nothing.</param>
    public sealed record Restarted(Moment At, bool IsClean) : ChangeEvent(At);

    /// <summary>The device is no longer the one that the evidence is about.</summary>
    /// <param name="At">When.</param>
    /// <param name="Words">What changed.</param>
    public sealed record EvidenceStale(Moment At, string Words) : ChangeEvent(At);

    /// <summary>Somebody broke the glass on the conduit.</summary>
    /// <param name="At">When.</param>
    /// <param name="Words">Who and why.</param>
    public sealed record GlassBroken(Moment At, string Words) : ChangeEvent(At);
}
