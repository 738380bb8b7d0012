namespace OtEdge.Plant.Line;

/// <summary>The alarms of the line; each has its own way back, so that a value at the limit does not make it flicker.</summary>
internal sealed class AlarmPanel
{
    private const double OverTemperatureGoneCelsius = FillingLine.OverTemperatureCelsius - 2;
    private const int ConveyorFreeBottles = Conveyor.CapacityBottles / 2;
    private const double TankLowPercent = 5;
    private const double TankLowGonePercent = 20;

    /// <summary>What is wrong now.</summary>
    internal LineAlarms Active { get; private set; }

    /// <summary>Looks at the measurements.</summary>
    /// <param name="tank">The tank.</param>
    /// <param name="belt">The conveyor.</param>
    /// <param name="producing">True while bottles are filled or about to be.</param>
    internal void Update(Tank tank, Conveyor belt, bool producing)
    {
        Set(LineAlarms.BottleJam, belt.Jammed, !belt.Jammed);
        Set(
            LineAlarms.OverTemperature,
            tank.Celsius > FillingLine.OverTemperatureCelsius,
            tank.Celsius < OverTemperatureGoneCelsius);
        Set(LineAlarms.ConveyorFull, belt.Full, belt.BottlesOnBelt < ConveyorFreeBottles);
        Set(
            LineAlarms.TankLow,
            producing && tank.LevelPercent < TankLowPercent,
            !producing || tank.LevelPercent > TankLowGonePercent);
    }

    /// <summary>Raises an alarm that stays until somebody acknowledges it.</summary>
    internal void Raise(LineAlarms alarm) => Active |= alarm;

    /// <summary>Takes such an alarm back.</summary>
    internal void Acknowledge(LineAlarms alarm) => Active &= ~alarm;

    private void Set(LineAlarms alarm, bool on, bool off)
    {
        Active = on ? Active | alarm : off ? Active & ~alarm : Active;
    }
}
