using OtEdge.Settings.Yaml;

namespace OtEdge.Settings;

/// <summary>Collects problems; bounded, so that a hopeless file does not fill the screen and the memory.</summary>
internal sealed class ProblemList
{
    private const int ProblemsMax = 500;

    private readonly List<Problem> problems = [];
    private readonly HashSet<(string, int, int, string)> seen = [];

    public bool HasErrors { get; private set; }

    public bool IsFull => problems.Count >= ProblemsMax;

    public void Error(SettingsNode node, string message) =>
        Add(new Problem(Severity.Error, node.File, node.Line, node.Column, node.Path, message));

    public void Warning(SettingsNode node, string message) =>
        Add(new Problem(Severity.Warning, node.File, node.Line, node.Column, node.Path, message));

    public void Error(string file, int line, int column, string message) =>
        Add(new Problem(Severity.Error, file, line, column, ".", message));

    public void Warning(string file, string message) =>
        Add(new Problem(Severity.Warning, file, 1, 1, ".", message));

    public void AddAll(ProblemList others)
    {
        foreach (Problem problem in others.problems)
        {
            Add(problem);
        }
    }

    /// <summary>All problems by file (the site's file first), line and column.</summary>
    public IReadOnlyList<Problem> InOrder() =>
    [
        .. problems
            .OrderBy(problem => problem.File != SettingsFiles.Site)
            .ThenBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column),
    ];

    private void Add(Problem problem)
    {
        HasErrors |= problem.Severity == Severity.Error;
        if (problems.Count > ProblemsMax || !seen.Add((problem.File, problem.Line, problem.Column, problem.Message)))
        {
            return;
        }

        problems.Add(problems.Count < ProblemsMax
            ? problem
            : problem with { Message = $"and more; mend these first {ProblemsMax} problems and check again" });
    }
}
