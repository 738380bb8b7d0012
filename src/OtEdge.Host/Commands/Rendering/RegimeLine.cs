using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>The operating regime, as a line of the status and as a sheet.</summary>
internal static class RegimeLine
{
    /// <summary>One line.</summary>
    public static Text Draw(RegimeView regime, Drawing drawing) => Cell.Of(
        regime.Name is { } name && regime.Since is { } since ? $"regime {name} since {drawing.Moment(since)}, episode {regime.Episode}"
        : $"regime not settled yet; at this moment {regime.Holds}");

    /// <summary>Everything about it.</summary>
    public static IRenderable Sheet(RegimeView regime, Drawing drawing) => Tables.Sheet(
        ("regime", Cell.Of(regime.Name ?? "not settled yet")),
        ("since", regime.Since is { } since ? Cell.Of(drawing.Moment(since)) : null),
        ("episode", regime.Episode is { } number ? Cell.Of(number) : null),
        ("at this moment", regime.Holds == regime.Name ? null : Cell.Of($"{regime.Holds}; an episode begins when it has held for 5 s")),
        ("set by hand", regime.Button is { } button ? Cell.Of(Set(regime, button)) : null),
        ("configured", Cell.Of($"{string.Join(", ", regime.Regimes)} (the first that holds is the regime)")),
        ("not known", regime.Missing.Count > 0 ? Cell.Of(string.Join('\n', regime.Missing)) : null),
        ("fault", regime.Fault is { } fault ? Cell.Of(fault) : null));

    private static string Set(RegimeView regime, string button) =>
        regime.Holds == button ? button
        : regime.Holds == "unknown" ? $"{button}, but a regime before it cannot be told: a process value is not known"
        : $"{button}, but {regime.Holds} holds and comes before it";
}
