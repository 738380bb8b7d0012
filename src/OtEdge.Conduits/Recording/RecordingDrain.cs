using Microsoft.Extensions.Logging;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Recording;

/// <summary>Hands on what the loops have recorded; works on the drain's thread.</summary>
/// <param name="loops">The recorders of the loops.</param>
/// <param name="sink">Who takes it.</param>
/// <param name="logger">Where its faults are logged.</param>
internal sealed class RecordingDrain(IReadOnlyList<LoopRecorder> loops, IFlowSink sink, ILogger logger)
{
    /// <summary>Hands everything on that is handed over; true when there was something.</summary>
    public bool Tell()
    {
        bool any = false;
        foreach (LoopRecorder loop in loops)
        {
            try
            {
                any |= loop.Tell(sink);
            }
            catch (Exception fault)
            {
                // What was in the sink's hands is lost to it; the next call has something else.
                any = true;
                Log.RecordingFailed(logger, fault);
            }
        }

        return any;
    }
}
