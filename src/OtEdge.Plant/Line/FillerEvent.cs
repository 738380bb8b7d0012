namespace OtEdge.Plant.Line;

/// <summary>What can move the filler from one state to another.</summary>
public enum FillerEvent
{
    /// <summary>The operator pressed start.</summary>
    Start,

    /// <summary>The operator pressed run.</summary>
    Run,

    /// <summary>The operator pressed stop.</summary>
    Stop,

    /// <summary>The operator confirmed the recipe.</summary>
    RecipeConfirmed,

    /// <summary>The operator acknowledged an alarm whose cause is gone.</summary>
    AlarmAcknowledged,

    /// <summary>The tank is full and warm enough.</summary>
    Ready,

    /// <summary>The batch has all its bottles.</summary>
    BatchDone,

    /// <summary>The batch has all its bottles and the tank is due for cleaning.</summary>
    CleaningDue,

    /// <summary>The tank is washed and empty.</summary>
    CleaningDone,

    /// <summary>An alarm forbids filling.</summary>
    Blocked,

    /// <summary>Somebody pressed the emergency stop.</summary>
    EmergencyStop,
}
