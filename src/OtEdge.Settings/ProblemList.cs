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

    public void Error(SettingsNode node, string message) => Add(Severity.Error, node, message);

    public void Warning(SettingsNode node, string message) => Add(Severity.Warning, node, message);

    public void Error(string file, int line, int column, string message) =>
        Add(new Problem { Severity = Severity.Error, File = file, Line = line, Column = column, Message = message });

    public void Warning(string file, string message) =>
        Add(new Problem { Severity = Severity.Warning, File = file, Message = message });

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

    private void Add(Severity severity, SettingsNode node, string message) => Add(new Problem
    {
        Severity = severity,
        File = node.File,
        Line = node.Line,
        Column = node.Column,
        Path = node.Path,
        Message = message,
    });

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
