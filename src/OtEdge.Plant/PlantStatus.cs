using OtEdge.Plant.Line;

namespace OtEdge.Plant;

/// <summary>What somebody sees who stands beside the line.</summary>
/// <param name="View">What the operator sees.</param>
/// <param name="InState">How long the filler has been in its state, plant time.</param>
/// <param name="LevelPercent">Tank level, percent.</param>
/// <param name="Celsius">Product temperature, °C.</param>
/// <param name="BottlesPacked">Bottles packed since the start.</param>
public sealed record PlantStatus(
    LineView View, TimeSpan InState, double LevelPercent, double Celsius, long BottlesPacked);
