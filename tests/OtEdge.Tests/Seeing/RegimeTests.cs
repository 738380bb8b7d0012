using OtEdge.Console.Api;
using Xunit;

namespace OtEdge.Tests.Seeing;

/// <summary>A running gateway tells its regimes from real values, from the calendar and from a button, and counts their episodes.</summary>
public sealed class RegimeTests
{
    private const string Regimes = """
        regimes:
          producing: { when: "filler.state == 6" }
          cleaning:  { when: "filler.state == 9" }
          drill:     { button: true }
          night:     { cron: "0 22 * * *", for: 8h }
        coverage: { episodes: 1, flat: 0 }
        """;

    [Fact]
    public async Task By_values_that_pass_by_and_by_those_that_only_OtEdge_reads()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(6);
        await site.PollAsync(12);
        await IsAsync(site, "producing");

        site.SetState(9);
        await site.PollAsync(12);
        await IsAsync(site, "cleaning");

        // From here on no client reads the state.
        site.SetState(6);
        await IsAsync(site, "producing");
        RegimeView regime = site.Gateway.Evidence.Regime();
        Assert.Equal(3, regime.Episode);
        await site.PassAsync(TimeSpan.FromSeconds(30));
        await IsAsync(site, "producing");
    }

    [Fact]
    public async Task A_flicker_is_no_episode_and_a_restart_does_not_make_two_of_one()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(6);
        await site.PollAsync(12);
        await IsAsync(site, "producing");
        long episode = site.Gateway.Evidence.Regime().Episode!.Value;

        site.SetState(9);
        await site.PollAsync(2);
        site.SetState(6);
        await site.PollAsync(10);
        await site.RestartAsync();
        await site.PollAsync(12);
        await IsAsync(site, "producing");

        Assert.Equal(episode, site.Gateway.Evidence.Regime().Episode);
    }

    [Fact]
    public async Task By_button_until_it_is_let_go()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(1);
        await site.PollAsync(12);
        Assert.Equal("other", site.Gateway.Evidence.Regime().Name);

        Assert.Contains("drill", (await site.RunAsync("regime", "set", "drill")).Output);
        await site.PollAsync(8);
        await IsAsync(site, "drill");
        await site.RunAsync("regime", "set", "--off");
        await IsAsync(site, "other");

        Assert.NotEqual("", (await site.RunAsync("regime", "set", "producing")).Error);
    }

    [Fact]
    public async Task By_calendar_where_no_regime_before_it_holds()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(1);
        await site.PollAsync(12);
        await IsAsync(site, "other");

        await site.PassAsync(TimeSpan.FromHours(14));
        await site.PollAsync(12);
        await IsAsync(site, "night");
        site.SetState(6);
        await site.PollAsync(12);
        await IsAsync(site, "producing");
    }

    [Fact]
    public async Task What_the_regimes_rest_on_being_gone_is_unknown()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes.Replace("filler.state == 6", "filler.state == 6 or filler.state == 7", StringComparison.Ordinal));
        site.SetState(6);
        await site.PollAsync(12);
        await IsAsync(site, "producing");

        await site.SilenceAsync();
        await IsAsync(site, "unknown");
    }

    private static Task IsAsync(RunningSite site, string regime) =>
        site.UntilAsync(() => site.Gateway.Evidence.Regime().Name == regime, () => $"{site.Gateway.Evidence.Regime().Name} instead of {regime}");
}
