using OtEdge.Plant.Line;
using Xunit;

namespace OtEdge.Tests.Plant;

/// <summary>The filler's state machine, every state by every event.</summary>
public sealed class FillerSequenceTests
{
    private static readonly Dictionary<(FillerState State, FillerEvent Event), FillerState> Moves = new()
    {
        [(FillerState.Stopped, FillerEvent.Start)] = FillerState.StartUp,
        [(FillerState.StartUp, FillerEvent.Ready)] = FillerState.Idle,
        [(FillerState.Idle, FillerEvent.Run)] = FillerState.Execute,
        [(FillerState.Execute, FillerEvent.BatchDone)] = FillerState.Changeover,
        [(FillerState.Execute, FillerEvent.CleaningDue)] = FillerState.Cleaning,
        [(FillerState.Execute, FillerEvent.Blocked)] = FillerState.Held,
        [(FillerState.Held, FillerEvent.AlarmAcknowledged)] = FillerState.Execute,
        [(FillerState.Cleaning, FillerEvent.CleaningDone)] = FillerState.Changeover,
        [(FillerState.Changeover, FillerEvent.RecipeConfirmed)] = FillerState.StartUp,
    };

    /// <summary>Exactly the moves of the table exist; a stop works everywhere; anything else leaves the state alone.</summary>
    [Fact]
    public void Every_state_and_event_does_what_the_table_says()
    {
        foreach (FillerState state in Enum.GetValues<FillerState>())
        {
            foreach (FillerEvent @event in Enum.GetValues<FillerEvent>())
            {
                FillerState expected = @event is FillerEvent.Stop or FillerEvent.EmergencyStop
                    ? FillerState.Stopped
                    : Moves.GetValueOrDefault((state, @event), state);
                Assert.Equal(expected, state.After(@event));
            }
        }
    }

    /// <summary>The numbers that clients see.</summary>
    [Fact]
    public void Producing_is_6_and_cleaning_is_9()
    {
        Assert.Equal(6, (int)FillerState.Execute);
        Assert.Equal(9, (int)FillerState.Cleaning);
    }
}
