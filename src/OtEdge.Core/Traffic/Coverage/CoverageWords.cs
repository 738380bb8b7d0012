using System.Globalization;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Says in words what the numbers of episodes show, and no more.</summary>
public static class CoverageWords
{
    /// <summary>One regime, such as "Cleaning: 3 seen, 0 would be refused. That only shows that fewer than 63 of 100 would be hit."</summary>
    public static string Of(RegimeCoverage regime)
    {
        string name = Capital(regime.Regime);
        if (regime.Seen == 0)
        {
            return $"{name}: 0 seen. That shows nothing.{Cut(regime)}";
        }

        if (regime.Hit > 0)
        {
            return $"{name}: {regime.Seen} seen, {regime.Hit} would be refused. Allow what they do, or say that it is meant.{Cut(regime)}";
        }

        string only = regime.IsWanted && regime.IsEnough ? "" : "only ";
        return $"{name}: {regime.Seen} seen, 0 would be refused. "
            + $"That {only}shows that fewer than {CoverageBound.OfHundred(regime.Seen)} of 100 would be hit.{Cut(regime)}";
    }

    /// <summary>What the plan still lacks, one sentence each; empty when it is met.</summary>
    public static IReadOnlyList<string> Missing(CoverageReport report) =>
    [
        .. report.Regimes.Where(regime => regime.Seen < regime.Wanted).Select(regime =>
            $"{Capital(regime.Regime)}: {regime.Seen} of {regime.Wanted} episodes seen, {regime.Wanted - regime.Seen} to go."),
        .. report.Regimes.Where(regime => regime.Hit > 0).Select(regime =>
            $"{Capital(regime.Regime)}: {regime.Hit} of {regime.Seen} episodes would be refused."),
    ];

    /// <summary>What is still being discovered, one sentence each; empty when the last episodes brought no new flow.</summary>
    public static IReadOnlyList<string> StillNew(CoverageReport report) =>
    [
        .. report.Regimes.Where(regime => !regime.IsFlat).Select(regime =>
            $"{Capital(regime.Regime)}: {regime.Flat} of the last {regime.FlatWanted} episodes without a new flow."),
    ];

    /// <summary>The worst regime, such as "The worst is cleaning."</summary>
    public static string Worst(CoverageReport report) =>
        report.Worst is { } worst ? $"The worst covered regime is {worst.Regime}." : "No regime is asked for.";

    private static string Cut(RegimeCoverage regime) => regime.Cut switch
    {
        0 => "",
        1 => " 1 more does not count: it is cut off or has a gap.",
        _ => $" {regime.Cut} more do not count: they are cut off or have a gap.",
    };

    private static string Capital(string name) => char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
}
