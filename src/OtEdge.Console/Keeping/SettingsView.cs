namespace OtEdge.Console.Keeping;

/// <summary>The settings in force. They are files that people keep and review; the gateway only reads them.</summary>
/// <param name="Directory">Where they are.</param>
/// <param name="ReadAt">When they were read.</param>
/// <param name="Files">The files as they were read, otedge.yaml first.</param>
public sealed record SettingsView(string Directory, DateTimeOffset ReadAt, IReadOnlyList<SettingsFileView> Files);
