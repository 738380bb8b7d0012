namespace OtEdge.Core.Traffic.Regimes;

/// <summary>Where the clock stands between two regimes.</summary>
public abstract record RegimeState
{
    private RegimeState()
    {
    }

    /// <summary>Nothing has held for long enough since the start.</summary>
    /// <param name="Target">What holds at this moment; null before the first event.</param>
    /// <param name="Since">Since when it holds.</param>
    public sealed record Starting(RegimeStretch? Target, DateTimeOffset Since) : RegimeState;

    /// <summary>A regime holds.</summary>
    /// <param name="Stretch">Which.</param>
    public sealed record Settled(RegimeStretch Stretch) : RegimeState;

    /// <summary>Another regime holds, not yet for long enough to be an episode.</summary>
    /// <param name="From">The regime whose episode still lasts.</param>
    /// <param name="Target">The other one.</param>
    /// <param name="Since">Since when it holds.</param>
    public sealed record Changing(RegimeStretch From, RegimeStretch Target, DateTimeOffset Since) : RegimeState;
}
