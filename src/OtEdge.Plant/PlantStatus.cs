using OtEdge.Plant.Line;

namespace OtEdge.Plant;

/// <summary>What somebody sees who stands beside the line.</summary>
/// <param name="View">What the operator sees.</param>
/// <param name="LevelPercent">Tank level, percent.</param>
/// <param name="Celsius">Product temperature, °C.</param>
/// <param name="BottlesPacked">Bottles packed since the start.</param>
public sealed record PlantStatus(LineView View, double LevelPercent, double Celsius, long BottlesPacked)
{
    private static readonly (LineAlarms Alarm, string Text)[] Sentences =
    [
        (LineAlarms.OverTemperature, "the product is too hot"),
        (LineAlarms.ConveyorFull, "the conveyor is full"),
        (LineAlarms.BottleJam, "bottles are jammed at the packer"),
        (LineAlarms.EmergencyStop, "somebody pressed the emergency stop"),
        (LineAlarms.TankLow, "the tank is nearly empty"),
    ];

    /// <summary>For people, such as "the line fills bottles (filler.state 6), tank 60 %, 72.0 °C, 1,204 bottles packed".</summary>
    public override string ToString()
    {
        string alarms = View.Alarms == LineAlarms.None ? "" : $", alarm: {Words(View.Alarms)}";
        return $"the line {Doing(View.State)} (filler.state {(int)View.State}), tank {LevelPercent:0} %, {Celsius:0.0} °C, "
            + $"{BottlesPacked:N0} bottles packed{alarms}";
    }

    private static string Doing(FillerState state) => state switch
    {
        FillerState.Stopped => "stands still",
        FillerState.StartUp => "fills and heats the tank",
        FillerState.Idle => "is ready",
        FillerState.Execute => "fills bottles",
        FillerState.Changeover => "waits for the next recipe",
        FillerState.Cleaning => "cleans the tank",
        _ => "is held",
    };

    private static string Words(LineAlarms alarms) =>
        string.Join(", ", Sentences.Where(one => alarms.HasFlag(one.Alarm)).Select(one => one.Text));
}
