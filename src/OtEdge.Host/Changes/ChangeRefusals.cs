using OtEdge.Console.Api;
using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>Says refusals of steps to people, with what to do.</summary>
internal static class ChangeRefusals
{
    /// <summary>The present state forbids it.</summary>
    public static Refusal Conflict(string title, string detail) => new(RefusalKind.Conflict, title, detail);

    /// <summary>The journal cannot be written, so nothing tightens.</summary>
    public static Refusal Unwritten(string fault) => new(
        RefusalKind.Failed,
        "Journal cannot be written",
        $"nothing tightens while the journal cannot be written: {fault} Mend the disk (otedge doctor) and try again.");

    /// <summary>What the reducer refused.</summary>
    /// <param name="change">The change as it stands.</param>
    /// <param name="refusal">Why.</param>
    public static Refusal Of(StagedChange change, ChangeRefusal refusal) => new(
        KindOf(refusal.Code), ChangeRefusalWords.Title(refusal), ChangeRefusalWords.Of(change, refusal));

    /// <summary>What the reducer refused of a proposal, which is not kept then.</summary>
    /// <param name="change">The proposal as far as it came.</param>
    /// <param name="refusal">Why.</param>
    public static Refusal OfProposal(StagedChange change, ChangeRefusal refusal) => refusal.Code != ChangeRefusalCode.NotReady
        ? Of(change, refusal)
        : new Refusal(
            RefusalKind.Conflict,
            ChangeRefusalWords.Title(refusal),
            $"{change.Conduit} is not ready for {ChangeWords.Summary(change)}: {refusal.Facts.Count} readiness gates are not met.\n"
            + string.Concat(refusal.Facts.Select(gate => $"  {gate}\n"))
            + "Nothing was proposed. Propose it without --yes and it ripens while its rules are judged beside the live ones; or pass over "
            + "these gates with --override TEXT, which is kept and shown for good.");

    private static RefusalKind KindOf(ChangeRefusalCode code) => code switch
    {
        ChangeRefusalCode.NoReason or ChangeRefusalCode.NothingToOverride => RefusalKind.Invalid,
        ChangeRefusalCode.OwnChange or ChangeRefusalCode.FunctionNotHeld or ChangeRefusalCode.FunctionNotAsked => RefusalKind.Forbidden,
        _ => RefusalKind.Conflict,
    };
}
