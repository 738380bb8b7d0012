namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of the moment at which a trial starts. Each answers null when the trial may start.</summary>
internal static class ApplyGuards
{
    /// <summary>Everything that is in the way.</summary>
    internal static IEnumerable<ChangeRefusal> Blocks(ConduitFacts facts, Fitness fitness) =>
        new[]
        {
            ArmGuards.NoOtherInFlight(facts),
            ArmGuards.ConflictSetIsFree(facts),
            ArmGuards.GlassIsWhole(facts),
            ConduitListens(facts),
            WindowIsOpen(fitness),
            InterlocksHold(fitness),
            GuardsPass(fitness),
            ClockIsTrusted(fitness),
            AuditIsWritable(fitness),
        }.OfType<ChangeRefusal>();

    /// <summary>A trial without traffic shows nothing.</summary>
    internal static ChangeRefusal? ConduitListens(ConduitFacts facts) =>
        facts.Listens ? null : new ChangeRefusal(ChangeRefusalCode.ConduitDown);

    /// <summary>The window is open, with room for trial and way back.</summary>
    internal static ChangeRefusal? WindowIsOpen(Fitness fitness) => Holding(fitness.Window);

    /// <summary>The process is in a state that allows it; unknown blocks.</summary>
    internal static ChangeRefusal? InterlocksHold(Fitness fitness) => Holding(fitness.Interlocks);

    /// <summary>Nothing hurts beforehand.</summary>
    internal static ChangeRefusal? GuardsPass(Fitness fitness) => Holding(fitness.Guards);

    /// <summary>Windows and approvals go by the wall clock.</summary>
    internal static ChangeRefusal? ClockIsTrusted(Fitness fitness) => Holding(fitness.Clock);

    /// <summary>Nothing tightens that cannot be told of.</summary>
    internal static ChangeRefusal? AuditIsWritable(Fitness fitness) => Holding(fitness.Audit);

    /// <summary>True when the wall clock jumped or is known to be wrong: people look again.</summary>
    internal static bool ClockHasStepped(Fitness fitness) => fitness.Clock.Holds == false;

    /// <summary>True when the window was open and is over.</summary>
    internal static bool WindowWasMissed(Stage.Armed armed, Fitness fitness) =>
        armed.WindowWasOpen && fitness.Window.Holds == false;

    private static ChangeRefusal? Holding(Fact fact) =>
        fact.Holds == true ? null : new ChangeRefusal(ChangeRefusalCode.NotFit, fact.Words);
}
