using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>The OPC UA connections of a conduit: who, and how both sides are protected.</summary>
internal static class UaConnectionTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IReadOnlyList<UaConnectionView> open, Drawing drawing)
    {
        var table = Tables.Make("CLIENT", "APPLICATION", "USER", "CLIENT SIDE", "DEVICE SIDE", "SINCE");
        foreach (UaConnectionView one in open)
        {
            table.AddRow(
                Cell.Of(one.Client),
                Cell.Of(one.ApplicationUri),
                Cell.Of(one.DeviceUser is null ? one.User : $"{one.User}, to the device {one.DeviceUser}"),
                Cell.Of(Words(one.SecurityPolicy, one.SecurityMode)),
                Cell.Of(one.DeviceSecurityPolicy is { } policy ? Words(policy, one.DeviceSecurityMode) : null),
                Cell.Of(drawing.Moment(one.Since)));
        }

        return table;
    }

    private static string Words(string policy, string? mode) => policy == "None" || mode is null ? policy : $"{policy}, {mode}";
}
