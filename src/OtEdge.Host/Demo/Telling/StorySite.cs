using OtEdge.Plant;
using OtEdge.Plant.Line;

namespace OtEdge.Host.Demo.Telling;

/// <summary>The plant and the settings of a story: short batches, a cleaning after each, and little that must be covered.</summary>
internal static class StorySite
{
    /// <summary>How long a regime must hold: at a hundred times the speed of life, a second is long.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromSeconds(1);

    /// <summary>File of the filler's policy.</summary>
    public const string PolicyFile = "filling-modbus.yaml";

    /// <summary>Id of the rule that was forgotten.</summary>
    public const string MendedRule = "flush-by-hand";

    /// <summary>Sections that the story adds to the settings of the demo.</summary>
    public const string Sections =
        """
        # One episode of each regime is enough for a story; a plant asks for twenty.
        regimes:
          producing: { when: "filler.state == 6" }
          cleaning:  { when: "filler.state == 9" }
        coverage: { episodes: 1, flat: 1, soak-episodes: 1 }
        # Everything shares one machine here, which may be busy: only what is far out of the ordinary counts as hurt.
        guards: { latency-factor: 100, exceptions-factor: 100, client-silence: 60s, grace: 60s }

        """;

    // The strangers of this story come when they are called.
    private static readonly TimeSpan MisdeedPeriod = TimeSpan.FromDays(1);

    /// <summary>The policy of the filler's PLC with the cleaning step that was forgotten.</summary>
    public static string MendedPolicy { get; } = DemoSite.FillingPolicy.Replace(
        "pinned:\n",
        $$"""
          - id: {{MendedRule}}
            clients: [hmi]
            units: [1]
            allow: [write-single-coil]
            coils: 12
        pinned:

        """.ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    /// <summary>The plant, without jams and emergency stops: they belong into other stories.</summary>
    /// <param name="speed">Plant time per real time.</param>
    public static PlantOptions Plant(double speed) => new()
    {
        Speed = speed,
        MisdeedPeriod = MisdeedPeriod,
        FlushesByHand = true,
        Line = new LineOptions
        {
            BatchBottles = 1000,
            BatchesPerCleaning = 1,
            BottlesPerJam = int.MaxValue,
            TimePerEmergencyStop = TimeSpan.FromDays(3650),
        },
    };
}
