namespace OtEdge.Core.Policy.Differences;

/// <summary>Counts the work of a comparison, so that it ends even for policies that have nothing in common.</summary>
internal sealed class Effort
{
    /// <summary>Most steps of one comparison, a second or two of work.</summary>
    public const long StepsMax = 60_000_000;

    /// <summary>Most pieces of difference that are worth listing.</summary>
    public const int AtomsMax = 100_000;

    private long steps;
    private int atoms;

    /// <summary>True when the comparison should be given up.</summary>
    public bool IsSpent => steps > StepsMax || atoms > AtomsMax;

    /// <summary>Counts steps.</summary>
    public void Take(long count) => steps += count;

    /// <summary>Counts pieces of difference.</summary>
    public void Found(int count) => atoms += count;
}
