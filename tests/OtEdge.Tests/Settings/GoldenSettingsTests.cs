using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class GoldenSettingsTests
{
    [Fact]
    public void Every_broken_directory_has_exactly_the_problems_of_its_file()
    {
        Assert.True(GoldenSettings.Broken.Count >= 40, $"only {GoldenSettings.Broken.Count} broken directories");
        AssertProblems(GoldenSettings.Broken);
    }

    [Fact]
    public void Every_good_directory_gives_a_site_and_only_the_warnings_of_its_file()
    {
        Assert.True(GoldenSettings.Good.Count >= 6, $"only {GoldenSettings.Good.Count} good directories");
        AssertProblems(GoldenSettings.Good);
        foreach (GoldenSettings good in GoldenSettings.Good)
        {
            SettingsReading reading = good.Read();
            Assert.False(reading.HasErrors, good.Name);
            Assert.NotNull(reading.Site);
            Assert.NotNull(reading.Model);
        }
    }

    [Fact]
    public void A_directory_with_an_error_gives_no_site()
    {
        foreach (GoldenSettings broken in GoldenSettings.Broken)
        {
            SettingsReading reading = broken.Read();
            Assert.True(reading.HasErrors, broken.Name);
            Assert.Null(reading.Site);
            Assert.Null(reading.Model);
        }
    }

    [Fact]
    public void Every_problem_points_into_its_file()
    {
        foreach (GoldenSettings golden in GoldenSettings.Broken.Concat(GoldenSettings.Good))
        {
            foreach (Problem problem in golden.Read().Problems)
            {
                string file = Path.Combine(golden.Directory, problem.File);
                string[] lines = File.Exists(file) ? File.ReadAllText(file).Split('\n') : [""];
                Assert.True(problem.Line >= 1 && problem.Line <= lines.Length, $"{golden.Name}: {problem}");
                Assert.True(problem.Column >= 1, $"{golden.Name}: {problem}");
                Assert.True(problem.Line == lines.Length || problem.Column <= lines[problem.Line - 1].Length + 1, $"{golden.Name}: {problem}");
            }
        }
    }

    [Fact]
    public void No_message_is_longer_than_a_person_reads()
    {
        foreach (GoldenSettings broken in GoldenSettings.Broken)
        {
            Assert.All(broken.Read().Problems, problem => Assert.InRange(problem.Message.Length, 10, 400));
        }
    }

    private static void AssertProblems(IReadOnlyList<GoldenSettings> directories)
    {
        string[] wrong =
        [
            .. directories
                .Select(golden => (golden, got: golden.Problems()))
                .Where(pair => pair.got != pair.golden.Expected)
                .Select(pair => $"{pair.golden.Name}\n--- expected\n{pair.golden.Expected}\n--- got\n{pair.got}"),
        ];
        Assert.True(wrong.Length == 0, string.Join("\n\n", wrong));
    }
}
