namespace OtEdge.Settings.Shapes;

/// <summary>Reads a scalar's text.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <returns>Null when it was read; otherwise a hint that ends the message, or an empty string.</returns>
internal delegate string? ScalarParser<T>(string text, out T value);
