namespace OtEdge.HouseTests.Reading;

/// <summary>A member of a type, or a type, as written.</summary>
/// <param name="Header">Its code up to the body: attributes, modifiers, name, parameters.</param>
/// <param name="Line">First line, 1-based.</param>
/// <param name="Lines">Lines from the first to the last.</param>
/// <param name="Body">The code between its braces; empty when it has none.</param>
/// <param name="BodyLine">Line on which the body begins.</param>
internal sealed record Member(string Header, int Line, int Lines, string Body, int BodyLine);
