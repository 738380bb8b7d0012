namespace OtEdge.Settings;

/// <summary>One settings file that has been read already.</summary>
/// <param name="Path">Path relative to the settings' directory with forward slashes, such as <c>policies/filling.yaml</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record SettingsText(string Path, string Text);
