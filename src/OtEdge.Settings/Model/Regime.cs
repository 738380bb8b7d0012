namespace OtEdge.Settings.Model;

/// <summary>An operating regime: by process value, calendar or button.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="When">It runs while this holds; null: by calendar or button.</param>
/// <param name="Cron">When it starts, in the site's time zone; null: by process value or button.</param>
/// <param name="For">How long it runs from each start; null without <paramref name="Cron"/>.</param>
public sealed record Regime(string Name, TagCondition? When, string? Cron, TimeSpan? For)
{
    /// <summary>True when people start and end it.</summary>
    public bool IsButton => When is null && Cron is null;
}
