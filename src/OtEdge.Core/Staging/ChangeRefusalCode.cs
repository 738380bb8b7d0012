namespace OtEdge.Core.Staging;

/// <summary>Why a step was not taken. What the facts of a <see cref="ChangeRefusal"/> are is said in brackets.</summary>
public enum ChangeRefusalCode
{
    /// <summary>The step does not fit the state. [the step]</summary>
    WrongState,

    /// <summary>Somebody else was faster. [version seen, version now]</summary>
    Overtaken,

    /// <summary>Nothing would change.</summary>
    NothingChanges,

    /// <summary>The conduit already has a change in flight. [the others]</summary>
    AnotherInFlight,

    /// <summary>The posture that it is based on moved. [epoch based on, epoch now]</summary>
    BaseMoved,

    /// <summary>No change leads to bypass.</summary>
    Bypass,

    /// <summary>It loosens and tightens. [how to split it]</summary>
    Mixed,

    /// <summary>It takes more than one step. [the steps]</summary>
    TwoSteps,

    /// <summary>Rules of the policy can never decide anything. [the rules]</summary>
    UnreachableRule,

    /// <summary>Essential operations would be refused. [the operations]</summary>
    EssentialLost,

    /// <summary>Change questions are not answered. [the questions]</summary>
    QuestionsOpen,

    /// <summary>There is nothing that must be covered.</summary>
    EmptyPlan,

    /// <summary>Readiness gates are not met. [gates and their reasons]</summary>
    NotReady,

    /// <summary>The report is about another version of the change.</summary>
    OtherReport,

    /// <summary>Nothing needs to be overridden.</summary>
    NothingToOverride,

    /// <summary>The step needs a reason.</summary>
    NoReason,

    /// <summary>The author does not approve the own change.</summary>
    OwnChange,

    /// <summary>The person has spoken already.</summary>
    SpokenAlready,

    /// <summary>What was approved is not what stands. [digest asked for]</summary>
    OtherDigest,

    /// <summary>The function is not asked, or has spoken. [functions missing]</summary>
    FunctionNotAsked,

    /// <summary>The person does not speak for the function. [the function]</summary>
    FunctionNotHeld,

    /// <summary>Approvals are missing. [whose]</summary>
    NotApproved,

    /// <summary>Approvals are too old. [who must approve again]</summary>
    ApprovalsExpired,

    /// <summary>A conduit of the same conflict set is in the way. [conduits]</summary>
    ConflictSet,

    /// <summary>Break-glass holds on the conduit.</summary>
    GlassBroken,

    /// <summary>The conduit does not relay traffic.</summary>
    ConduitDown,

    /// <summary>The plant does not allow it now. [what is in the way]</summary>
    NotFit,

    /// <summary>The token is not that of the running trial.</summary>
    OtherToken,

    /// <summary>The trial's time is up.</summary>
    TooLate,

    /// <summary>The trial has had all its extensions.</summary>
    ExtendedTooOften,

    /// <summary>The soak has not covered its plan. [what is missing]</summary>
    SoakNotCovered,

    /// <summary>An answer to a change question is empty, or there is none.</summary>
    NoAnswer,

    /// <summary>The evidence is about another device or program. [what changed]</summary>
    EvidenceStale,
}
