namespace OtEdge.Conduits.FlightRecording;

/// <summary>Keeps the frames around findings; called by the drain thread, one call at a time.</summary>
public interface IFrameSink
{
    /// <summary>Takes the frames around one finding; they are valid during the call only.</summary>
    void Take(FrameCapture capture);
}
