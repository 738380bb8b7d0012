namespace OtEdge.Plant.Line;

/// <summary>A person at the screen: looks, and does at most one thing at a time.</summary>
/// <remarks>The same person works through an HMI over Modbus or, when months are simulated, at the line itself.</remarks>
public sealed class ShiftOperator
{
    /// <summary>The largest change of the target temperature in one entry, K; a larger one is entered in steps.</summary>
    public const float TargetStepCelsius = 5;

    /// <summary>How long something must be on the screen before the person acts.</summary>
    public static readonly TimeSpan Reaction = TimeSpan.FromSeconds(15);

    private readonly bool roundTheClock;
    private Recipe wanted = Recipe.All[0];
    private FillerState state;
    private LineAlarms alarms;
    private TimeSpan since;

    /// <summary>Creates an operator.</summary>
    /// <param name="roundTheClock">True: works all the time; false: Monday to Friday from 6 to 22 h of the plant's clock.</param>
    public ShiftOperator(bool roundTheClock = true) => this.roundTheClock = roundTheClock;

    /// <summary>Decides what to do next; <see cref="OperatorActionKind.None"/> when there is nothing to do.</summary>
    /// <param name="view">What is on the screen now.</param>
    public OperatorAction Decide(in LineView view)
    {
        Notice(view);
        if (view.Time - since < Reaction)
        {
            return default;
        }

        if (view.Alarms.HasFlag(LineAlarms.EmergencyStop))
        {
            return new(OperatorActionKind.AcknowledgeEmergencyStop);
        }

        if (view.Alarms.HasFlag(LineAlarms.BottleJam))
        {
            return new(OperatorActionKind.AcknowledgeJam);
        }

        bool working = roundTheClock || IsWorkingTime(view.Time);
        return view.State switch
        {
            FillerState.Stopped when working => EnterOr(view, OperatorActionKind.Start),
            FillerState.Idle => new(working ? OperatorActionKind.Run : OperatorActionKind.Stop),
            FillerState.Held => EnterOr(view, OperatorActionKind.AcknowledgeAlarm),
            FillerState.Changeover => EnterOr(view, OperatorActionKind.ConfirmRecipe),
            FillerState.StartUp or FillerState.Execute => EnterOr(view, OperatorActionKind.None),
            FillerState.Cleaning => Target(view, Recipe.CleaningCelsius) ?? default,
            _ => default,
        };
    }

    /// <summary>Looks at the line and does the next thing there, without any network.</summary>
    /// <param name="line">The line to work at.</param>
    public void Work(FillingLine line) => line.Apply(Decide(line.View));

    /// <summary>True from Monday to Friday, 6 to 22 h; the plant's clock starts on a Monday at midnight.</summary>
    /// <param name="time">Time on the plant's clock.</param>
    public static bool IsWorkingTime(TimeSpan time) => time.Days % 7 < 5 && time.Hours is >= 6 and < 22;

    private void Notice(in LineView view)
    {
        if (view.State == state && view.Alarms == alarms)
        {
            return;
        }

        if (view.State == FillerState.Changeover && state != FillerState.Changeover)
        {
            wanted = Recipe.Of(view.Recipe).Next;
        }
        else if (state == default)
        {
            // Somebody who comes on shift goes on with what is being made.
            wanted = Recipe.Of(view.Recipe);
        }

        (state, alarms, since) = (view.State, view.Alarms, view.Time);
    }

    private OperatorAction EnterOr(in LineView view, OperatorActionKind done)
    {
        if (view.Recipe != wanted.Number)
        {
            return new(OperatorActionKind.EnterRecipe, wanted.Number);
        }

        if (view.BottlesPerMinute != wanted.BottlesPerMinute)
        {
            return new(OperatorActionKind.EnterSpeed, wanted.BottlesPerMinute);
        }

        return Target(view, wanted.TargetCelsius) ?? new(done);
    }

    private static OperatorAction? Target(in LineView view, float celsius)
    {
        float now = view.TargetCelsius;
        if (now == celsius)
        {
            return null;
        }

        // From a value that makes no sense there are no sensible steps: the right one is entered at once.
        float next = now is >= 0 and <= 100 ? now + Math.Clamp(celsius - now, -TargetStepCelsius, TargetStepCelsius) : celsius;
        return new(OperatorActionKind.EnterTarget, next);
    }
}
