namespace OtEdge.Console.Api;

/// <summary>A policy file as it was read.</summary>
/// <param name="File">Its name, for messages.</param>
/// <param name="Text">Its whole text.</param>
public sealed record PolicyText(string File, string Text);
