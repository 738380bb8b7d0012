namespace OtEdge.Core.Traffic.Coverage;

/// <summary>How far a number of episodes without a refusal carries, at 95 % confidence.</summary>
public static class CoverageBound
{
    private const double Risk = 0.05;

    /// <summary>With zero refusals in so many episodes, fewer than this share of episodes would contain one: <c>1 - 0.05^(1/n)</c>;
    /// 1 for no episode.</summary>
    /// <param name="episodes">Episodes seen, none of them hit.</param>
    public static double Share(int episodes) => episodes <= 0 ? 1 : 1 - Math.Pow(Risk, 1.0 / episodes);

    /// <summary>The share as "so many of 100", rounded to the nearest, never below 1.</summary>
    /// <param name="episodes">Episodes seen, none of them hit.</param>
    public static int OfHundred(int episodes) =>
        Math.Max(1, (int)Math.Round(100 * Share(episodes), MidpointRounding.AwayFromZero));
}
