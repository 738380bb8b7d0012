using System.Globalization;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Says in words what the numbers of episodes show, and no more.</summary>
public static class CoverageWords
{
    /// <summary>One regime, such as "Cleaning: 3 seen, 0 would be refused. That only shows that fewer than 63 of 100 would be hit."</summary>
    public static string Of(RegimeCoverage regime)
    {
        string name = Capital(regime.Regime);
        if (regime.Rehearsal is { } rehearsal && (regime.IsRehearsed || regime.Seen == 0))
        {
            return $"{name}: {regime.Seen} seen{(regime.Hit > 0 ? $", {regime.Hit} would be refused" : "")}. {Of(rehearsal)}";
        }

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

    /// <summary>A rehearsal, such as "A rehearsal stands for it: 7 operations signed by ann on 2026-03-02, all of them seen and allowed."</summary>
    public static string Of(RehearsedRegime rehearsal)
    {
        int all = rehearsal.Operations.Count;
        string signed = $"{all} {(all == 1 ? "operation" : "operations")} signed by {rehearsal.Signed.By} on {rehearsal.Signed.At.UtcDateTime:yyyy-MM-dd}";
        return rehearsal.IsMet
            ? $"A rehearsal stands for it: {signed}, all of them seen and allowed. That is no sample, and no share follows from it."
            : $"Its rehearsal does not stand for it: of {signed}, {rehearsal.Seen} were seen and {rehearsal.Allowed} are allowed.";
    }

    /// <summary>What the plan still lacks, one sentence each; empty when it is met.</summary>
    public static IReadOnlyList<string> Missing(CoverageReport report) =>
    [
        .. report.Regimes.Where(regime => regime.Seen < regime.Wanted && !regime.IsRehearsed).Select(regime =>
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
