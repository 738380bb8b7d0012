using OtEdge.Console.Api;
using OtEdge.Host.Rehearsing;
using Xunit;

namespace OtEdge.Tests.Evidence;

public sealed class RehearsalTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ote").FullName;

    [Fact]
    public async Task A_policy_of_the_first_week_misses_the_monthly_cleaning_and_the_evidence_says_so_before()
    {
        var shares = new List<double>();

        RehearsalView view = await new Rehearsal(directory, days: 28, learnDays: 7, seed: 1)
            .RunAsync(shares.Add, TestContext.Current.CancellationToken);

        EvidenceRegimeView cleaning = Assert.Single(view.Before.Regimes, regime => regime.Regime == "cleaning");
        Assert.Equal("Cleaning: 0 seen. That shows nothing.", cleaning.Text);
        Assert.Equal("cleaning", view.Before.WorstRegime);
        Assert.False(view.Before.Ready);
        Assert.True(view.CleaningOperations > 0);
        Assert.Equal(view.CleaningOperations, view.After.WouldBeRefused);
        Assert.All(view.After.Flows, flow => Assert.Equal(["cleaning"], flow.Regimes.Keys));
        Assert.True(Assert.Single(view.After.Gates, gate => gate.Gate == "parity").Passed);
        Assert.Empty(view.After.Gaps);
        Assert.True(view.Holds);
        Assert.Equal(28, shares.Count);
        Assert.True(File.Exists(Path.Combine(directory, "evidence-before.html")));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
