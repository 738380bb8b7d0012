using Microsoft.Extensions.Logging;
using OtEdge.Conduits.Relaying;

namespace OtEdge.Conduits.Recording;

/// <summary>Hands on what the loops have recorded; works on the drain's thread.</summary>
/// <param name="loops">The loops.</param>
/// <param name="sinks">Who takes it.</param>
/// <param name="logger">Where its faults are logged.</param>
internal sealed class RecordingDrain(IReadOnlyList<RelayLoop> loops, DataPlaneSinks sinks, ILogger logger)
{
    /// <summary>Hands everything on that is handed over; true when there was something.</summary>
    public bool Tell()
    {
        bool any = false;
        foreach (RelayLoop loop in loops)
        {
            any |= TellFlows(loop);
            any |= TellFrames(loop);
        }

        return any;
    }

    // What was in a sink's hands when it failed is lost to it; the next call has something else.
    private bool TellFlows(RelayLoop loop)
    {
        try
        {
            return sinks.Flows is { } sink && loop.Recorder is { } recorder && recorder.Tell(sink);
        }
        catch (Exception fault)
        {
            Log.RecordingFailed(logger, fault);
            return true;
        }
    }

    private bool TellFrames(RelayLoop loop)
    {
        try
        {
            return sinks.Frames is { } sink && loop.Flights is { } flights && flights.Tell(sink);
        }
        catch (Exception fault)
        {
            Log.RecordingFailed(logger, fault);
            return true;
        }
    }
}
