namespace OtEdge.Core.Findings.Alerts;

/// <summary>When alerts are folded, repeated and flooded.</summary>
public sealed record AlertLimits
{
    /// <summary>Most spans of addresses that an alert keeps; the last one takes what comes beyond.</summary>
    public const int SpansMax = 16;

    /// <summary>What was not seen for so long is told once more, with how often it was seen. Default 5 min.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for floods. Default 1 min.</summary>
    public TimeSpan FloodQuietAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What was not seen for so long is a new alert when it comes again. Default 1 h.</summary>
    public TimeSpan HoldDown { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same for floods, so that a slow sweep stays one. Default 10 min.</summary>
    public TimeSpan FloodHoldDown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What goes on is told again after so long. Default 8 h, a shift.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Different alerts of one sort that one client raises before the rest is a flood. Default 5.</summary>
    public int ClientBurst { get; init; } = 5;

    /// <summary>One client earns one more such alert in this time. Default 10 min.</summary>
    public TimeSpan ClientRefill { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Different alerts of one sort that a conduit raises, whoever the clients, before the rest is a flood. Default 20.</summary>
    public int ConduitBurst { get; init; } = 20;

    /// <summary>A conduit earns one more such alert in this time. Default 2 min.</summary>
    public TimeSpan ConduitRefill { get; init; } = TimeSpan.FromMinutes(2);
}
