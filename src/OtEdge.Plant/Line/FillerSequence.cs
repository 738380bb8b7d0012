namespace OtEdge.Plant.Line;

/// <summary>The filler's state machine, without time or physics.</summary>
public static class FillerSequence
{
    /// <summary>The state after an event; the same state where the event means nothing.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="event">What happened.</param>
    public static FillerState After(this FillerState state, FillerEvent @event) => (state, @event) switch
    {
        (_, FillerEvent.EmergencyStop or FillerEvent.Stop) => FillerState.Stopped,
        (FillerState.Stopped, FillerEvent.Start) => FillerState.StartUp,
        (FillerState.StartUp, FillerEvent.Ready) => FillerState.Idle,
        (FillerState.Idle, FillerEvent.Run) => FillerState.Execute,
        (FillerState.Execute, FillerEvent.BatchDone) => FillerState.Changeover,
        (FillerState.Execute, FillerEvent.CleaningDue) => FillerState.Cleaning,
        (FillerState.Execute, FillerEvent.Blocked) => FillerState.Held,
        (FillerState.Held, FillerEvent.AlarmAcknowledged) => FillerState.Execute,
        (FillerState.Cleaning, FillerEvent.CleaningDone) => FillerState.Changeover,
        (FillerState.Changeover, FillerEvent.RecipeConfirmed) => FillerState.StartUp,
        _ => state,
    };
}
