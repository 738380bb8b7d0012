using OtEdge.Core.Traffic.Regimes;
using Xunit;

namespace OtEdge.Tests.Regimes;

public sealed class RegimeClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Producing and cleaning by process value, night by calendar, drill by button: in this order.</summary>
    private static readonly RegimePlan Plan = new(
        [
            new OperatingRegime("producing", State(6)),
            new OperatingRegime("cleaning", State(9)),
            new OperatingRegime("night", new RegimeTrigger.ByCalendar(CronSchedule.Parse("0 22 * * *"), TimeSpan.FromHours(8))),
            new OperatingRegime("drill", new RegimeTrigger.ByButton()),
        ],
        TimeZoneInfo.Utc);

    /// <summary>Every state with every event: what the clock stands at afterwards, and the episode that began.</summary>
    public static TheoryData<string, string, string, string?> EveryStateWithEveryEvent() => new()
    {
        // The clock starts; it has seen nothing, and what tells the first regime is not known.
        { "starting", "value 6", "starting producing", null },
        { "starting", "value 2", "starting other", null },
        { "starting", "bad", "starting unknown", null },
        { "starting", "other tag", "starting unknown", null },
        { "starting", "time +1", "starting unknown", null },
        { "starting", "time +9", "starting unknown", null },
        { "starting", "button drill", "starting unknown", null },
        { "starting", "plan", "starting shift", null },

        // Something has held for four seconds since the start.
        { "starting producing", "value 6", "settled producing", "producing -4" },
        { "starting producing", "value 2", "starting other", null },
        { "starting producing", "bad", "starting unknown", null },
        { "starting producing", "other tag", "settled producing", "producing -4" },
        { "starting producing", "time +0", "starting producing", null },
        { "starting producing", "time +1", "settled producing", "producing -4" },
        { "starting producing", "time +99", "starting unknown", null },
        { "starting producing", "time -30", "starting producing", null },
        { "starting producing", "button drill", "settled producing", "producing -4" },
        { "starting producing", "plan", "starting shift", null },

        // A regime holds.
        { "settled producing", "value 6", "settled producing", null },
        { "settled producing", "value 9", "changing producing cleaning", null },
        { "settled producing", "value 2", "changing producing other", null },
        { "settled producing", "bad", "changing producing unknown", null },
        { "settled producing", "other tag", "settled producing", null },
        { "settled producing", "time +1", "settled producing", null },
        { "settled producing", "time +99", "changing producing unknown", null },
        { "settled producing", "time -30", "settled producing", null },
        { "settled producing", "button drill", "settled producing", null },
        { "settled producing", "plan", "changing producing shift", null },

        // Another one has held for four seconds.
        { "changing producing cleaning", "value 6", "settled producing", null },
        { "changing producing cleaning", "value 9", "settled cleaning", "cleaning -4" },
        { "changing producing cleaning", "value 2", "changing producing other", null },
        { "changing producing cleaning", "bad", "changing producing unknown", null },
        { "changing producing cleaning", "other tag", "settled cleaning", "cleaning -4" },
        { "changing producing cleaning", "time +0", "changing producing cleaning", null },
        { "changing producing cleaning", "time +1", "settled cleaning", "cleaning -4" },
        { "changing producing cleaning", "time +99", "changing producing unknown", null },
        { "changing producing cleaning", "time -30", "changing producing cleaning", null },
        { "changing producing cleaning", "button drill", "settled cleaning", "cleaning -4" },
        { "changing producing cleaning", "plan", "changing producing shift", null },
    };

    [Theory]
    [MemberData(nameof(EveryStateWithEveryEvent))]
    public void Every_state_takes_every_event(string state, string happening, string expected, string? began)
    {
        RegimeStep step = Given(state).After(Event(happening, Start));

        Assert.Equal(expected, Words(step.Clock.State));
        Assert.Equal(began, step.Began is { } episode ? $"{episode.Stretch.Regime} {(episode.From - Start).TotalSeconds:+0;-0}" : null);
    }

    [Fact]
    public void A_flicker_is_no_episode()
    {
        var run = new ClockRun(Plan, Start);
        run.Value(6).Pass(10).Value(9).Pass(4.9).Value(6).Pass(60);

        Assert.Equal(["producing 0"], run.Episodes);
    }

    [Fact]
    public void A_regime_begins_with_the_first_moment_of_what_held()
    {
        var run = new ClockRun(Plan, Start);
        run.Value(6).Pass(10).Value(9).Pass(30).Value(2).Pass(20).Value(9).Pass(20);

        Assert.Equal(["producing 0", "cleaning 10", "other 40", "cleaning 60"], run.Episodes);
    }

    [Fact]
    public void A_stale_value_is_unknown_and_never_guessed()
    {
        var run = new ClockRun(Plan, Start);
        run.Value(6).Pass(10).Pass(51).Pass(30);

        Assert.Equal(["producing 0", "unknown 61"], run.Episodes);
    }

    [Fact]
    public void A_value_that_is_seen_again_stays_fresh()
    {
        var run = new ClockRun(Plan, Start);
        run.Value(6).Pass(50).Value(6).Pass(50).Value(6).Pass(50);

        Assert.Equal(["producing 0"], run.Episodes);
    }

    [Fact]
    public void The_first_in_file_order_goes_before_the_others()
    {
        var night = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero);
        var run = new ClockRun(Plan, night);
        run.Value(2).Pass(10).Button("drill").Pass(10).Value(6).Pass(10).Value(2).Pass(10);

        Assert.Equal(["night 0", "producing 20", "night 30"], run.Episodes);
    }

    [Fact]
    public void A_button_holds_until_it_is_let_go()
    {
        var run = new ClockRun(Plan, Start);
        run.Value(2).Pass(10).Button("drill").Pass(10).Button(null).Pass(10);

        Assert.Equal(["other 0", "drill 10", "other 20"], run.Episodes);
    }

    [Fact]
    public void An_unknown_value_blocks_the_regimes_that_come_after_it()
    {
        var run = new ClockRun(Plan, Start);
        run.Button("drill").Pass(10);

        Assert.Equal(["unknown 0"], run.Episodes);
    }

    [Fact]
    public void Two_shifts_one_after_the_other_are_two_episodes()
    {
        var run = new ClockRun(RegimePlan.Shifts(TimeZoneInfo.Utc), Start);
        for (int minute = 0; minute < 24 * 60; minute++)
        {
            run.Pass(60);
        }

        Assert.Equal(["shift 0", "shift 7200", "shift 36000", "shift 64800"], run.Episodes);
    }

    [Fact]
    public void A_new_plan_lets_go_of_a_button_that_it_does_not_have()
    {
        RegimeClock clock = RegimeClock.Start(Plan, "drill").After(new RegimeEvent.PlanChanged(RegimePlan.Shifts(TimeZoneInfo.Utc), Start)).Clock;

        Assert.Null(clock.Button);
        Assert.Equal("shift", clock.Holding(Start).Regime);
    }

    [Theory]
    [InlineData("speed > 10 and mode == 1", 11, 1.0, true)]
    [InlineData("speed > 10 and mode == 1", 10, 1.0, false)]
    [InlineData("speed > 10 and mode == 1", 10, null, false)]
    [InlineData("speed > 10 and mode == 1", 11, null, null)]
    [InlineData("speed > 10 or mode == 1", 11, null, true)]
    [InlineData("speed > 10 or mode == 1", 10, null, null)]
    [InlineData("speed >= 10", 10, null, true)]
    [InlineData("speed < 10", 10, null, false)]
    [InlineData("speed <= 10", 10, null, true)]
    [InlineData("speed != 10", 10, null, false)]
    [InlineData("mode != 1", 10, null, null)]
    public void What_is_not_known_decides_only_when_it_could_change_the_answer(string text, double speed, double? mode, bool? expected)
    {
        ProcessCondition condition = new([.. text.Split(" or ").Select(group => (IReadOnlyList<TagTest>)[.. group.Split(" and ").Select(Test)])]);

        Assert.Equal(expected, condition.Holds(tag => new TagReading(tag == "speed" ? speed : mode, null, Start)));
    }

    [Fact]
    public void A_number_is_not_compared_with_a_word()
    {
        var test = new TagTest("mode", ComparisonOperator.Equal, null, "Execute");

        Assert.True(test.Holds(new TagReading(null, "Execute", Start)));
        Assert.False(test.Holds(new TagReading(null, "execute", Start)));
        Assert.Null(test.Holds(new TagReading(6, null, Start)));
        Assert.Null((test with { Operator = ComparisonOperator.Less }).Holds(new TagReading(null, "Execute", Start)));
    }

    private static RegimeTrigger.ByValue State(double state) =>
        new RegimeTrigger.ByValue(new ProcessCondition([[new TagTest("filler.state", ComparisonOperator.Equal, state)]]));

    private static TagTest Test(string text)
    {
        string[] parts = text.Split(' ');
        ComparisonOperator sign = parts[1] switch
        {
            "==" => ComparisonOperator.Equal,
            "!=" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            _ => ComparisonOperator.GreaterOrEqual,
        };
        return new TagTest(parts[0], sign, double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static RegimeClock Given(string state)
    {
        RegimeClock fresh = RegimeClock.Start(Plan);
        RegimeClock Seen(RegimeClock clock, double value, int at) => clock.After(Value(value, Start.AddSeconds(at))).Clock;
        return state switch
        {
            "starting" => fresh,
            "starting producing" => Seen(fresh, 6, -4),
            "settled producing" => Seen(Seen(fresh, 6, -20), 6, -10),
            _ => Seen(Seen(Seen(fresh, 6, -20), 6, -10), 9, -4),
        };
    }

    private static RegimeEvent Event(string words, DateTimeOffset now)
    {
        string[] parts = words.Split(' ');
        return parts[0] switch
        {
            "value" => Value(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), now.AddSeconds(1)),
            "bad" => new RegimeEvent.ValueSeen("filler.state", new TagReading(null, null, now.AddSeconds(1))),
            "other" => new RegimeEvent.ValueSeen("packer.state", new TagReading(9, null, now.AddSeconds(1))),
            "button" => new RegimeEvent.ButtonSet(parts[1], now.AddSeconds(1)),
            "plan" => new RegimeEvent.PlanChanged(RegimePlan.Shifts(TimeZoneInfo.Utc), now.AddSeconds(1)),
            _ => new RegimeEvent.TimePassed(now.AddSeconds(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))),
        };
    }

    private static RegimeEvent.ValueSeen Value(double value, DateTimeOffset utc) =>
        new("filler.state", new TagReading(value, null, utc));

    private static string Words(RegimeState state) => state switch
    {
        RegimeState.Settled settled => $"settled {settled.Stretch.Regime}",
        RegimeState.Changing changing => $"changing {changing.From.Regime} {changing.Target.Regime}",
        RegimeState.Starting { Target: { } target } => $"starting {target.Regime}",
        _ => "starting",
    };
}
