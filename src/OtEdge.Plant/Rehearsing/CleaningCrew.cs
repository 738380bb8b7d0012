using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;

namespace OtEdge.Plant.Rehearsing;

/// <summary>The people who do the great cleaning: they rinse by hand, and hotter than any product is filled.</summary>
internal sealed class CleaningCrew
{
    /// <summary>Temperature of the rinse, °C; above that of every product and of the washing that the line does by itself.</summary>
    public const float RinseCelsius = 95;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly (int Coil, bool On)[] Valves =
    [
        (FillerRegisters.DrainByHand, true),
        (FillerRegisters.DrainByHand, false),
        (FillerRegisters.InletByHand, true),
        (FillerRegisters.InletByHand, false),
        (FillerRegisters.DrainByHand, true),
        (FillerRegisters.DrainByHand, false),
    ];

    private int done;

    /// <summary>True from the first thing that they do to the last: nobody else works at the line then.</summary>
    public bool IsAtWork => done > 0 && done <= Valves.Length + 1;

    /// <summary>Comes for another cleaning.</summary>
    public void Begin() => done = 0;

    /// <summary>What they do next, so long after the cleaning began.</summary>
    /// <param name="elapsed">How long the cleaning lasts.</param>
    /// <param name="celsius">The temperature that they enter; null: none now.</param>
    /// <param name="valve">The valve that they move by hand; null: none now.</param>
    public void Decide(TimeSpan elapsed, out float? celsius, out (int Coil, bool On)? valve)
    {
        celsius = null;
        valve = null;
        if (done > Valves.Length + 1 || elapsed < Patience * (done + 1))
        {
            return;
        }

        if (done == 0 || done > Valves.Length)
        {
            celsius = done == 0 ? RinseCelsius : Recipe.CleaningCelsius;
        }
        else
        {
            valve = Valves[done - 1];
        }

        done++;
    }
}
