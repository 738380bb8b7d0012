using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>What came of reading a settings directory: a site, or the errors that stand in its way; warnings in both cases.</summary>
/// <param name="Site">The site; null when there is an error.</param>
/// <param name="Problems">Every problem, by file, line and column.</param>
public sealed record SettingsReading(Site? Site, IReadOnlyList<Problem> Problems)
{
    /// <summary>What the settings say beside the site; null when there is an error.</summary>
    public Model.SettingsModel? Model { get; init; }

    /// <summary>The files that were read.</summary>
    public IReadOnlyList<SettingsText> Texts { get; init; } = [];

    /// <summary>True when some problem is an error.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == Severity.Error);
}
