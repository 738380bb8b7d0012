namespace OtEdge.Settings.Model;

/// <summary>When changes may be applied.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="Cron">When it opens, in the site's time zone.</param>
/// <param name="For">How long it stays open.</param>
/// <param name="Except">Days on which it does not open.</param>
public sealed record MaintenanceWindow(string Name, string Cron, TimeSpan For, IReadOnlyList<DateOnly> Except);
