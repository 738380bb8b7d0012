namespace OtEdge.Settings.Model;

/// <summary>What must hold in the process before a change is applied.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="When">What must hold.</param>
/// <param name="Dwell">How long it must have held.</param>
/// <param name="Stale">A value older than this is unknown, and unknown blocks.</param>
/// <param name="Conduits">Conduits it holds for; empty: all.</param>
public sealed record Interlock(string Name, TagCondition When, TimeSpan Dwell, TimeSpan Stale, IReadOnlyList<string> Conduits);
