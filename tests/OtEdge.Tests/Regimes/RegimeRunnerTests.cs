using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Host.Regimes;
using OtEdge.Settings.Model;
using OtEdge.Tests.Evidence;
using Xunit;

namespace OtEdge.Tests.Regimes;

public sealed class RegimeRunnerTests
{
    private static readonly RegimePlan Plan = new(
        [
            new OperatingRegime("producing", new RegimeTrigger.ByValue(new ProcessCondition(
                [[new TagTest("filler.state", ComparisonOperator.Equal, 6)]]))),
            new OperatingRegime("drill", new RegimeTrigger.ByButton()),
        ],
        TimeZoneInfo.Utc);

    private readonly InMemoryFlowStore store = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Episodes_are_written_as_they_begin()
    {
        RegimeRunner runner = Start();
        See(runner, 6);
        Pass(runner, 10);
        See(runner, 2);
        Pass(runner, 10);

        Assert.Equal(["producing", "other"], store.AllEpisodes.Select(episode => episode.Regime));
        Assert.Equal(store.AllEpisodes[1].From, store.AllEpisodes[0].To);
        Assert.Equal(2, runner.EpisodeNumber);
    }

    [Fact]
    public void A_restart_within_an_episode_goes_on_with_it()
    {
        See(Start(), 6, thenPass: 10);

        RegimeRunner second = Start();
        Assert.Equal(1, second.EpisodeNumber);
        See(second, 6, thenPass: 10);

        Assert.Single(store.AllEpisodes);
        Assert.Equal(1, second.Present?.Number);
    }

    [Fact]
    public void A_restart_after_which_another_regime_holds_begins_another_episode()
    {
        See(Start(), 6, thenPass: 10);
        See(Start(), 2, thenPass: 10);

        Assert.Equal(["producing", "other"], store.AllEpisodes.Select(episode => episode.Regime));
    }

    [Fact]
    public void A_restart_in_the_next_shift_begins_the_next_episode()
    {
        RegimePlan shifts = RegimePlan.Shifts(TimeZoneInfo.Utc);
        Pass(Start(shifts), 10);
        Pass(Start(shifts), 10);
        Assert.Single(store.AllEpisodes);

        time.Advance(TimeSpan.FromHours(3));
        Pass(Start(shifts), 10);

        Assert.Equal(2, store.AllEpisodes.Count);
    }

    [Fact]
    public void A_button_stays_pressed_over_a_restart()
    {
        RegimeRunner first = Start();
        See(first, 2);
        first.Take(new RegimeEvent.ButtonSet("drill", time.GetUtcNow()));
        Pass(first, 10);

        Assert.Equal("drill", Start().Clock.Button);
    }

    [Fact]
    public void An_episode_that_cannot_be_written_is_written_later_with_its_own_beginning()
    {
        RegimeRunner runner = Start();
        DateTimeOffset began = time.GetUtcNow();
        store.Fault = "disk full";
        See(runner, 6, thenPass: 20);
        Assert.Equal("disk full", runner.Fault);
        Assert.Empty(store.AllEpisodes);

        store.Fault = null;
        Pass(runner, 1);

        Assert.Null(runner.Fault);
        Assert.Equal(began, Assert.Single(store.AllEpisodes).From);
    }

    [Fact]
    public void Settings_become_the_plan()
    {
        var comparison = new TagComparison("filler.state", ">=", 6, null);
        var model = new SettingsModel
        {
            Regimes =
            [
                new Regime("producing", new TagCondition("filler.state >= 6", [[comparison]]), null, null),
                new Regime("night", null, "0 22 * * *", TimeSpan.FromHours(8)),
                new Regime("drill", null, null, null),
            ],
            Coverage = new CoverageSettings(5, 2),
        };

        RegimePlan plan = RegimePlans.Of(model, TimeZoneInfo.Utc);

        Assert.Equal(["filler.state"], plan.Tags);
        Assert.True(plan.HasButton("drill"));
        Assert.IsType<RegimeTrigger.ByCalendar>(plan.Regimes[1].Trigger);
        Assert.Equal((5, 2), (RegimePlans.Coverage(model, plan).Episodes, RegimePlans.Coverage(model, plan).Flat));
        Assert.Equal(["shift"], RegimePlans.Of(new SettingsModel(), TimeZoneInfo.Utc).Regimes.Select(regime => regime.Name));
    }

    [Fact]
    public void Values_on_the_wire_become_readings()
    {
        DateTimeOffset now = time.GetUtcNow();

        Assert.Equal(6, TagReading.Of([0, 6], new ValueLayout(ProcessValueType.UInt16), now).Number);
        Assert.Equal(-1, TagReading.Of([0xFF, 0xFF], new ValueLayout(ProcessValueType.Int16), now).Number);
        Assert.Equal(85.5, TagReading.Of([0, 0, 0x42, 0xAB], new ValueLayout(ProcessValueType.Float32, WordOrder.CDAB), now).Number);
        Assert.Equal(21.5, TagReading.Of([0, 215], new ValueLayout(ProcessValueType.UInt16, Scale: 0.1), now).Number!.Value, 1e-9);
        Assert.Equal(1, TagReading.Of([1], new ValueLayout(ProcessValueType.Bit), now).Number);
        Assert.Equal(0, TagReading.Of([0], new ValueLayout(ProcessValueType.Bit), now).Number);
        Assert.Null(TagReading.Of([0], new ValueLayout(ProcessValueType.UInt16), now).Number);
        Assert.Null(TagReading.Of([0x7F, 0xC0, 0, 0], new ValueLayout(ProcessValueType.Float32), now).Number);
    }

    private RegimeRunner Start(RegimePlan? plan = null) => new(plan ?? Plan, store, time, NullLogger.Instance);

    private void See(RegimeRunner runner, double state, double thenPass = 0)
    {
        runner.Take(new RegimeEvent.ValueSeen("filler.state", new TagReading(state, null, time.GetUtcNow())));
        if (thenPass > 0)
        {
            Pass(runner, thenPass);
        }
    }

    private void Pass(RegimeRunner runner, double seconds)
    {
        runner.Take(new RegimeEvent.TimePassed(time.GetUtcNow()));
        time.Advance(TimeSpan.FromSeconds(seconds));
        runner.Take(new RegimeEvent.TimePassed(time.GetUtcNow()));
    }
}
