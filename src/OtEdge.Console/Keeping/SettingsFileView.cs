namespace OtEdge.Console.Keeping;

/// <summary>A settings file as it is in force.</summary>
/// <param name="Path">Its path below the directory of the settings.</param>
/// <param name="Text">Its text.</param>
public sealed record SettingsFileView(string Path, string Text);
