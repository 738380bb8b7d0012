namespace OtEdge.Console.Keeping;

/// <summary>A backup to be taken out.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Path">Where it is.</param>
public sealed record BackupFile(string Name, string Path);
