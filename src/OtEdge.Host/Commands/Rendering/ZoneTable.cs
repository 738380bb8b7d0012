using OtEdge.Console.Api;
using Spectre.Console;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Zones and the modes of the conduits that lead to them.</summary>
internal static class ZoneTable
{
    /// <summary>Draws it.</summary>
    public static Table Draw(IEnumerable<ZoneView> zones)
    {
        var table = Tables.Make("ZONE", "LEVEL#", "CRITICALITY", "MODE", "CONDUITS", "ASSETS", "DESCRIPTION");
        foreach (var zone in zones)
        {
            table.AddRow(
                Cell.Of(zone.Name),
                zone.Level is { } level ? Cell.Of(level) : Cell.Of(""),
                Cell.Of(zone.Criticality),
                Cell.Mode(zone.Mode),
                Cell.Of(zone.Conduits),
                Cell.Of(zone.Assets),
                Cell.Of(zone.Description));
        }

        return table;
    }
}
