namespace OtEdge.Plant.Line;

/// <summary>The cleaning of the tank: drain the product, wash hot, drain the water.</summary>
public sealed class CleaningCycle
{
    /// <summary>Level while washing, percent.</summary>
    public const double WashingLevelPercent = 30;

    /// <summary>How long the tank is washed at <see cref="WashingLevelPercent"/>.</summary>
    public static readonly TimeSpan WashingTime = TimeSpan.FromMinutes(3);

    private const double EmptyPercent = 0.5;
    private bool productDrained;
    private TimeSpan washed;

    /// <summary>True while the tank is to be emptied.</summary>
    public bool IsDraining => !productDrained || washed >= WashingTime;

    /// <summary>Starts from the beginning.</summary>
    public void Restart() => (productDrained, washed) = (false, TimeSpan.Zero);

    /// <summary>Goes on for a while.</summary>
    /// <param name="levelPercent">Level of the tank.</param>
    /// <param name="elapsed">How long.</param>
    /// <returns>True when the tank is washed and empty.</returns>
    public bool Step(double levelPercent, TimeSpan elapsed)
    {
        if (!productDrained)
        {
            productDrained = levelPercent < EmptyPercent;
            return false;
        }

        if (washed < WashingTime)
        {
            // Only time at the full washing level cleans.
            washed += levelPercent > WashingLevelPercent - 5 ? elapsed : TimeSpan.Zero;
            return false;
        }

        return levelPercent < EmptyPercent;
    }
}
