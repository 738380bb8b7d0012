namespace OtEdge.Plant.Line;

/// <summary>What the filler is doing; the numbers stand in holding register 40 and follow PackML where PackML has the state.</summary>
public enum FillerState
{
    /// <summary>Nothing moves; a person must start the line.</summary>
    Stopped = 2,

    /// <summary>The tank is filled and heated for the recipe.</summary>
    StartUp = 3,

    /// <summary>Ready, waiting for the run command.</summary>
    Idle = 4,

    /// <summary>Bottles are being filled.</summary>
    Execute = 6,

    /// <summary>Waiting for the operator to enter and confirm the next recipe.</summary>
    Changeover = 8,

    /// <summary>The tank is drained, washed hot and drained again.</summary>
    Cleaning = 9,

    /// <summary>Filling is interrupted by an alarm that a person must acknowledge.</summary>
    Held = 11,
}
