namespace OtEdge.Console.Editing;

/// <summary>Saves a text for others to go on with.</summary>
/// <param name="Text">YAML as in a policy file, at most 1 MiB; it need not be right yet.</param>
public sealed record DraftRequest(string Text = "");
