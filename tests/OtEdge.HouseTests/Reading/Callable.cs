namespace OtEdge.HouseTests.Reading;

/// <summary>A method, property body, operator or constructor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsConstructor">True for constructors, primary ones too.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Line">First line, 1-based.</param>
/// <param name="Lines">Lines from the first to the last; 0 for a primary constructor.</param>
internal sealed record Callable(string Name, bool IsConstructor, int Parameters, int Line, int Lines);
