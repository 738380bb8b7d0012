using OtEdge.Console.Api;
using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>The refusals that steps of changes share.</summary>
internal static class DoorRefusals
{
    /// <summary>The present state forbids it.</summary>
    public static Refusal Conflict(string title, string detail) => new(RefusalKind.Conflict, title, detail);

    /// <summary>The step does not fit the state of the change.</summary>
    public static Refusal WrongState(StagedChange change, string what) =>
        Conflict("Step does not fit", $"{change.Id} is in {Words.Of(change.State)}: {what}.");

    /// <summary>The journal cannot be written, so nothing tightens.</summary>
    public static Refusal Unwritten(string fault) => new(
        RefusalKind.Failed,
        "Journal cannot be written",
        $"nothing tightens while the journal cannot be written: {fault} Mend the disk (otedge doctor) and try again.");
}
