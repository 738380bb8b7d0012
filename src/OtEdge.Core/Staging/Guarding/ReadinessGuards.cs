namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of readiness. Each answers null when the step may go on.</summary>
internal static class ReadinessGuards
{
    /// <summary>Evidence is about exactly this change.</summary>
    internal static ChangeRefusal? ReportIsOfThisChange(StagedChange change, ReadinessReport report) =>
        report.ChangeDigest != change.Digest ? new ChangeRefusal(ChangeRefusalCode.OtherReport) : null;

    /// <summary>Every gate is met or was overridden by name.</summary>
    internal static ChangeRefusal? GatesAreMet(ReadinessReport report, IReadOnlyList<GateOverride> overrides)
    {
        GateAnswer[] unmet = [.. report.Unmet.Where(gate => !overrides.Any(one => one.Gate == gate.Gate))];
        return unmet.Length > 0
            ? new ChangeRefusal(ChangeRefusalCode.NotReady, [.. unmet.Select(gate => $"{gate.Gate}: {string.Join(" ", gate.Why)}")])
            : null;
    }

    /// <summary>An override overrides something.</summary>
    internal static ChangeRefusal? SomethingIsUnmet(ReadinessReport report) =>
        report.Unmet.Any() ? null : new ChangeRefusal(ChangeRefusalCode.NothingToOverride);
}
