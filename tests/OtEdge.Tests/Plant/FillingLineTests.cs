using OtEdge.Plant.Line;
using Xunit;

namespace OtEdge.Tests.Plant;

/// <summary>The physics and the program of the filling line.</summary>
public sealed class FillingLineTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Every litre that came in is in the tank, in a bottle or down the drain; every bottle is on the belt or packed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void A_week_loses_no_litre_and_no_bottle(int seed)
    {
        FillingLine line = new(new LineOptions { Seed = seed });
        double before = line.Tank.Litres;
        Work(line, TimeSpan.FromDays(7), _ =>
        {
            Tank tank = line.Tank;
            Assert.InRange(tank.LevelPercent, 0, 100);
            Assert.InRange(tank.Celsius, 10, 100);
            Assert.Equal(before + tank.LitresIn - tank.LitresDosed - tank.LitresDrained, tank.Litres, 1e-3);
            Assert.InRange(tank.LitresDosed - (line.BottlesFilled * FillingLine.BottleLitres), -1e-6, FillingLine.BottleLitres * 2);
            Assert.Equal(line.BottlesFilled, line.Conveyor.BottlesPacked + line.Conveyor.BottlesOnBelt);
        });
        Assert.True(line.BottlesFilled > 100_000, $"seed {seed}: only {line.BottlesFilled} bottles");
    }

    /// <summary>A day of work passes through every state.</summary>
    [Fact]
    public void A_day_visits_every_state()
    {
        HashSet<FillerState> seen = [];
        FillingLine line = new();
        Work(line, TimeSpan.FromDays(1), _ => seen.Add(line.State));
        Assert.Equal(Enum.GetValues<FillerState>().ToHashSet(), seen);
    }

    /// <summary>The product has the recipe's temperature while bottles are filled.</summary>
    [Fact]
    public void Bottles_are_filled_at_the_temperature_of_the_recipe()
    {
        FillingLine line = new();
        int looks = 0;
        Work(line, TimeSpan.FromDays(1), _ =>
        {
            if (line.State == FillerState.Execute)
            {
                looks++;
                Assert.InRange(line.Tank.Celsius, line.TargetCelsius - 3, line.TargetCelsius + 8);
            }
        });
        Assert.True(looks > 1000);
    }

    /// <summary>The seed alone decides what goes wrong and when.</summary>
    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        Assert.Equal(History(5), History(5));
        Assert.NotEqual(History(5), History(6));
    }

    /// <summary>Time in pieces of any size adds up.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(333)]
    [InlineData(10_000)]
    public void How_time_is_sliced_changes_nothing(int sliceMilliseconds)
    {
        FillingLine whole = Started();
        FillingLine sliced = Started();
        TimeSpan slice = TimeSpan.FromMilliseconds(sliceMilliseconds);
        TimeSpan total = slice * (1_200_000 / sliceMilliseconds);
        whole.Step(total);
        for (TimeSpan done = TimeSpan.Zero; done < total; done += slice)
        {
            sliced.Step(slice);
        }

        Assert.Equal(FillerState.Idle, whole.State);
        Assert.Equal(whole.View, sliced.View);
        Assert.Equal(whole.Tank.Litres, sliced.Tank.Litres);
        Assert.Equal(whole.Tank.Celsius, sliced.Tank.Celsius);
    }

    /// <summary>A month is a matter of seconds, so that rare regimes can be rehearsed.</summary>
    [Fact]
    public void A_month_is_simulated_within_half_a_minute()
    {
        FillingLine line = new();
        ShiftOperator person = new(roundTheClock: false);
        long started = TimeProvider.System.GetTimestamp();
        int nights = 0;
        Work(line, TimeSpan.FromDays(30), _ => nights += line.State == FillerState.Stopped ? 1 : 0, person);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        Assert.True(line.Batches > 500, $"{line.Batches} batches");
        Assert.True(nights * Look > TimeSpan.FromDays(10));
    }

    /// <summary>A target beyond the limit spoils the product, and the line says so.</summary>
    [Fact]
    public void A_target_of_90_degrees_ends_in_held_with_over_temperature()
    {
        FillingLine line = Producing();
        line.TargetCelsius = 90;
        line.Step(TimeSpan.FromMinutes(12));
        Assert.Equal(FillerState.Held, line.State);
        Assert.True(line.Alarms.HasFlag(LineAlarms.OverTemperature));

        // Acknowledging changes nothing while the product is still too hot.
        line.Apply(new(OperatorActionKind.AcknowledgeAlarm));
        Assert.Equal(FillerState.Held, line.State);

        Work(line, TimeSpan.FromMinutes(30), _ => { });
        Assert.Equal(FillerState.Execute, line.State);
        Assert.Equal(Recipe.Of(line.RecipeNumber).TargetCelsius, line.TargetCelsius);
    }

    /// <summary>Nonsense that a client may write leaves the physics finite.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1e30f)]
    [InlineData(1e30f)]
    public void Absurd_setpoints_leave_the_physics_finite(float target)
    {
        FillingLine line = Producing();
        line.TargetCelsius = target;
        line.BottlesPerMinute = -5;
        line.BatchBottles = int.MinValue;
        line.RecipeNumber = int.MaxValue;
        line.Step(TimeSpan.FromHours(2));
        Assert.InRange(line.Tank.Celsius, 0, 100);
        Assert.InRange(line.Tank.LevelPercent, 0, 100);
    }

    /// <summary>An emergency stop must be acknowledged before anything starts again.</summary>
    [Fact]
    public void After_an_emergency_stop_start_needs_the_acknowledgement()
    {
        FillingLine line = Producing();
        line.PressEmergencyStop();
        Assert.Equal(FillerState.Stopped, line.State);
        line.Apply(new(OperatorActionKind.Start));
        Assert.Equal(FillerState.Stopped, line.State);
        line.Apply(new(OperatorActionKind.AcknowledgeEmergencyStop));
        line.Apply(new(OperatorActionKind.Start));
        Assert.Equal(FillerState.StartUp, line.State);
    }

    /// <summary>Only a stopped line obeys the hand valves.</summary>
    [Fact]
    public void Hand_valves_move_only_a_stopped_line()
    {
        FillingLine line = Producing();
        line.DrainByHand = true;
        line.Step(TimeSpan.FromMinutes(1));
        Assert.Equal(0, line.Tank.LitresDrained);
        line.Apply(new(OperatorActionKind.Stop));
        line.Step(TimeSpan.FromMinutes(1));
        Assert.Equal(300, line.Tank.LitresDrained, 1.0);
    }

    /// <summary>A stop in the middle of a cleaning does not leave half a cleaning behind.</summary>
    [Fact]
    public void A_cleaning_that_was_stopped_is_done_from_the_beginning()
    {
        FillingLine line = new(new LineOptions { BatchesPerCleaning = 1, BatchBottles = 50, BottlesPerJam = int.MaxValue });
        Work(line, TimeSpan.FromHours(2), _ => { }, until: () => line is { State: FillerState.Cleaning, InState.TotalMinutes: > 4 });
        line.Apply(new(OperatorActionKind.Stop));
        double drained = line.Tank.LitresDrained;
        Work(line, TimeSpan.FromHours(2), _ => { }, until: () => line.State == FillerState.Cleaning);
        Work(line, TimeSpan.FromHours(2), _ => { }, until: () => line.State == FillerState.Changeover);
        Assert.True(line.Tank.LitresDrained - drained > 600);
    }

    private static FillingLine Started()
    {
        FillingLine line = new();
        line.Apply(new(OperatorActionKind.Start));
        return line;
    }

    private static FillingLine Producing()
    {
        FillingLine line = new(new LineOptions { BottlesPerJam = int.MaxValue, BatchBottles = 100_000 });
        Work(line, TimeSpan.FromHours(1), _ => { }, until: () => line.State == FillerState.Execute);
        Assert.Equal(FillerState.Execute, line.State);
        return line;
    }

    private static List<(TimeSpan Time, FillerState State, LineAlarms Alarms)> History(int seed)
    {
        List<(TimeSpan, FillerState, LineAlarms)> history = [];
        FillingLine line = new(new LineOptions { Seed = seed });
        Work(line, TimeSpan.FromDays(1), time => history.Add((time, line.State, line.Alarms)));
        return history;
    }

    private static void Work(
        FillingLine line, TimeSpan span, Action<TimeSpan> look, ShiftOperator? person = null, Func<bool>? until = null)
    {
        person ??= new ShiftOperator();
        for (TimeSpan done = TimeSpan.Zero; done < span && until?.Invoke() != true; done += Look)
        {
            line.Step(Look);
            person.Work(line);
            look(line.Time);
        }
    }
}
