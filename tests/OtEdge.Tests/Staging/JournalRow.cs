using OtEdge.Core.Staging;

namespace OtEdge.Tests.Staging;

/// <summary>All that one conduit keeps, in one transaction.</summary>
/// <param name="Change">Its last change; null: none yet.</param>
/// <param name="Posture">The confirmed posture.</param>
/// <param name="Epoch">Its epoch.</param>
internal sealed record JournalRow(StagedChange? Change, PostureRecord Posture, long Epoch)
{
    /// <summary>The row as it comes back: what only means something within one run is gone.</summary>
    public JournalRow Stored() => Change is null ? this : this with
    {
        Change = Change with
        {
            Stage = Change.Stage switch
            {
                Stage.Shadowing stage => stage with { Seen = null },
                Stage.Armed stage => stage with { Blocks = [], WindowWasOpen = false },
                Stage.Trial stage => stage with { DeadlineTicks = 0, UnknownSinceTicks = null },
                Stage.Soak stage => stage with { Coverage = null, UnknownSinceTicks = null },
                Stage stage => stage,
            },
        },
    };
}
