namespace OtEdge.Plant.Line;

/// <summary>One thing that an operator does at the screen.</summary>
/// <param name="Kind">What.</param>
/// <param name="Value">The value entered; 0 for buttons.</param>
public readonly record struct OperatorAction(OperatorActionKind Kind, float Value = 0);
