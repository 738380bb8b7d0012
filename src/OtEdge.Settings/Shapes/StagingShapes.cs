using OtEdge.Settings.Model;

namespace OtEdge.Settings.Shapes;

/// <summary>What staging asks the settings for: regimes, windows, interlocks, guards, coverage, conflict sets.</summary>
internal static class StagingShapes
{
    /// <summary>A condition over process values.</summary>
    public static ScalarShape<TagCondition> Condition { get; } = new(
        "a condition such as `filler.state == 6`",
        (string text, out TagCondition value) => TagCondition.TryParse(text, out value, out string hint) ? null : hint,
        () => new() { ["type"] = "string" });

    public static ScalarShape<int> Episodes { get; } = Scalars.Integer(0, 10000);

    public static ScalarShape<double> Factor { get; } = new(
        "a factor above 1",
        (string text, out double value) => Scalars.TryNumber(text, out value) && value > 1 ? null : "",
        () => new() { ["type"] = "number", ["exclusiveMinimum"] = 1 });

    public static IEnumerable<Key> Keys() =>
    [
        new Key("regimes", new NamedShape("regimes by name", Regime()), "Operating regimes, by process value, calendar or button; none: shifts of 8 h."),
        new Key("windows", new NamedShape("windows by name", Window()), "When changes may be applied."),
        new Key("interlocks", new NamedShape("interlocks by name", Interlock()), "What must hold in the process before a change is applied."),
        new Key("guards", Guards(), "What takes a trial back by itself."),
        new Key("coverage", Coverage(), "How much must have been seen before a change is ready."),
        new Key("conflict-sets", new ListShape(new ListShape(Scalars.Name, itemsMin: 2)), "Sets of conduits that are never in trial together."),
    ];

    private static MapShape Regime() => new(
        "a regime such as { when: \"filler.state == 6\" }",
        new Key("when", Condition, "It runs while this holds."),
        new Key("cron", Scalars.Cron, "It starts then, in the site's time zone; with `for`."),
        new Key("for", Scalars.Duration, "How long it runs from each start; with `cron`."),
        new Key("button", Scalars.Choice(("true", true)), "True: people start and end it."))
    { OneOf = ["when", "cron", "button"] };

    private static MapShape Window() => new(
        "a window such as { cron: \"0 6 * * 2\", for: 2h }",
        new Key("cron", Scalars.Cron, "When it opens, in the site's time zone.") { IsRequired = true },
        new Key("for", Scalars.Duration, "How long it stays open.") { IsRequired = true },
        new Key("except", new ListShape(Scalars.Date), "Days on which it does not open."));

    private static MapShape Interlock() => new(
        "an interlock such as { when: \"filler.state != 6\", dwell: 60s }",
        new Key("when", Condition, "What must hold.") { IsRequired = true },
        new Key("dwell", Scalars.Duration, "How long it must have held.") { Default = "60s" },
        new Key("stale", Scalars.Duration, "A value older than this is unknown, and unknown blocks.") { Default = "10s" },
        new Key("conduits", new ListShape(Scalars.Name), "Conduits it holds for; absent: all."));

    private static MapShape Guards() => new(
        "guards such as { latency-factor: 2.0, grace: 30s }",
        new Key("latency-factor", Factor, "Device latency over baseline that is a breach.") { Default = 2.0 },
        new Key("exceptions-factor", Factor, "Rate of exceptions over baseline that is a breach.") { Default = 2.0 },
        new Key("client-silence", Scalars.Duration, "Silence of a polling client that is a breach.") { Default = "30s" },
        new Key("heartbeat", new ListShape(Scalars.Name), "Tags whose values must keep changing."),
        new Key("grace", Scalars.Duration, "How long a guard may be unknown.") { Default = "30s" });

    private static MapShape Coverage() => new(
        "a mapping such as { episodes: 20, flat: 3, soak-episodes: 1 }",
        new Key("episodes", Episodes, "Episodes of every regime that must have been seen.") { Default = 20 },
        new Key("flat", Episodes, "Last episodes without a new flow.") { Default = 3 },
        new Key("soak-episodes", Episodes, "Episodes of every regime that a soak lasts.") { Default = 1 });
}
