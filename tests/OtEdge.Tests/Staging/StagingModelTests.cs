using System.Globalization;
using OtEdge.Core.Staging;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Staging;

/// <summary>
/// Thousands of lives of changes under random people, plants, clocks and disks, with a power loss after any effect. OTEDGE_SEED and
/// OTEDGE_STAGING_RUNS=1 run one again; OTEDGE_STAGING_RUNS says how many, by default 10,000.
/// </summary>
public sealed class StagingModelTests
{
    private static readonly int Runs = int.TryParse(
        Environment.GetEnvironmentVariable("OTEDGE_STAGING_RUNS"), NumberStyles.None, null, out int runs) ? runs : 10_000;

    [Fact]
    public void Every_invariant_holds_over_random_lives_of_changes()
    {
        var reached = new HashSet<ChangeState>();
        for (int run = 0; run < Runs; run++)
        {
            ulong seed = unchecked(SeededRun.Seed + (ulong)run);
            var world = new StagingWorld(seed);
            try
            {
                world.Run();
            }
            catch (Exception broken) when (broken is not PowerLossException)
            {
                Assert.Fail($"{broken.Message}. OTEDGE_SEED={seed} OTEDGE_STAGING_RUNS=1 runs it again.\n{broken.StackTrace}");
            }

            reached.UnionWith(world.Reached);
        }

        // Runs that never get anywhere would prove nothing.
        if (Runs >= 1000)
        {
            Assert.Equal(Enum.GetValues<ChangeState>().Order(), reached.Order());
        }
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        static string Trace(ulong seed)
        {
            var world = new StagingWorld(seed);
            world.Run();
            return world.ToString()!;
        }

        Assert.Equal(Trace(7), Trace(7));
        Assert.NotEqual(Trace(7), Trace(8));
    }
}
