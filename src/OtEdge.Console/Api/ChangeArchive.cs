namespace OtEdge.Console.Api;

/// <summary>Everything about one change in one file.</summary>
/// <param name="Content">A zip archive.</param>
public sealed record ChangeArchive(byte[] Content);
