namespace OtEdge.Plant.Line;

/// <summary>The things that an operator can do at the screen.</summary>
public enum OperatorActionKind
{
    /// <summary>Nothing to do.</summary>
    None,

    /// <summary>Presses start.</summary>
    Start,

    /// <summary>Presses run.</summary>
    Run,

    /// <summary>Presses stop.</summary>
    Stop,

    /// <summary>Enters a recipe number.</summary>
    EnterRecipe,

    /// <summary>Enters a target temperature, °C.</summary>
    EnterTarget,

    /// <summary>Enters a speed, bottles per minute.</summary>
    EnterSpeed,

    /// <summary>Confirms the recipe.</summary>
    ConfirmRecipe,

    /// <summary>Acknowledges the filler's alarm.</summary>
    AcknowledgeAlarm,

    /// <summary>Acknowledges the emergency stop.</summary>
    AcknowledgeEmergencyStop,

    /// <summary>Clears the jam at the packer and acknowledges it there.</summary>
    AcknowledgeJam,
}
