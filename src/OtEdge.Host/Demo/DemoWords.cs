using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Plant;
using OtEdge.Plant.Line;

namespace OtEdge.Host.Demo;

/// <summary>The demo's sentences.</summary>
internal static class DemoWords
{
    /// <summary>The line now, such as "the line fills bottles (6 execute), tank 60 %, 72.0 °C, 1,204 bottles packed".</summary>
    public static string Line(PlantStatus plant)
    {
        FillerState state = plant.View.State;
        string alarm = plant.View.Alarms == LineAlarms.None ? "" : $", alarm: {Alarms(plant.View.Alarms)}";
        return $"the line {Doing(state)} ({(int)state} {Words.Of(state)}), tank {plant.LevelPercent:0} %, {plant.Celsius:0.0} °C, "
            + $"{plant.BottlesPacked:N0} bottles packed{alarm}";
    }

    /// <summary>The traffic of a conduit, such as "filling-modbus in monitor: 120 requests, 4 would be refused, 0 refused".</summary>
    public static string Traffic(ConduitView conduit) =>
        $"{conduit.Name} in {conduit.Mode}: {conduit.RequestsTotal:N0} requests, {conduit.WouldBeRefusedTotal:N0} would be refused, "
        + $"{conduit.RefusedTotal:N0} refused";

    private static string Doing(FillerState state) => state switch
    {
        FillerState.Stopped => "stands still",
        FillerState.StartUp => "fills and heats the tank",
        FillerState.Idle => "is ready",
        FillerState.Execute => "fills bottles",
        FillerState.Changeover => "waits for the next recipe",
        FillerState.Cleaning => "cleans the tank",
        _ => "is held by an alarm",
    };

    private static string Alarms(LineAlarms alarms) =>
        string.Join(", ", Enum.GetValues<LineAlarms>().Where(one => one != 0 && alarms.HasFlag(one)).Select(Words.Of));
}
