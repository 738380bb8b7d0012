namespace OtEdge.Plant.Line;

/// <summary>What is filled, and how hot and how fast.</summary>
/// <param name="Number">The number in holding register 0, from 1.</param>
/// <param name="Name">For people.</param>
/// <param name="TargetCelsius">Product temperature.</param>
/// <param name="BottlesPerMinute">Filling speed.</param>
public sealed record Recipe(int Number, string Name, float TargetCelsius, int BottlesPerMinute)
{
    /// <summary>Every recipe of the line, by ascending number.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new(1, "apple juice", 72, 100),
        new(2, "iced tea", 78, 120),
        new(3, "elderflower cordial", 82, 80),
    ];

    /// <summary>Temperature of the washing water while cleaning, °C.</summary>
    public const float CleaningCelsius = 80;

    /// <summary>The recipe of a number; the first one when no recipe has it.</summary>
    /// <param name="number">As in holding register 0.</param>
    public static Recipe Of(int number) => number >= 1 && number <= All.Count ? All[number - 1] : All[0];

    /// <summary>The recipe made after this one; the first follows the last.</summary>
    public Recipe Next => All[Number % All.Count];
}
