using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Who is there, and who talks to whom.</summary>
internal static class InventoryTables
{
    /// <summary>Draws both tables.</summary>
    public static IRenderable Draw(InventoryView view, Drawing drawing) => new Rows(
        Tables.OrSentence(Assets(view, drawing), "No asset is declared, and no client was seen."),
        Notices.Space(),
        Tables.OrSentence(Links(view, drawing), "Nobody was seen talking."));

    private static Table Assets(InventoryView view, Drawing drawing)
    {
        var table = Tables.Make("ASSET", "ZONE", "CLIENT ADDRESSES", "CONDUITS", "SEEN AS CLIENT");
        foreach (var asset in view.Assets)
        {
            table.AddRow(
                asset.Undeclared ? Cell.Of($"? {asset.Name}", Cell.Notable) : Cell.Of(asset.Name),
                asset.Undeclared ? Cell.Of("not declared", Cell.Notable) : Cell.Of(asset.Zone),
                Cell.Of(asset.Addresses),
                Cell.Of(asset.Conduits),
                Cell.Of(asset.LastSeen is { } last ? drawing.Moment(last) : null));
        }

        return table;
    }

    private static Table Links(InventoryView view, Drawing drawing)
    {
        var table = Tables.Make("CLIENT", "DEVICE", "CONDUIT", "DOES", "WOULD BE REFUSED#", "REFUSED#", "FIRST SEEN", "LAST SEEN");
        foreach (var link in view.Links)
        {
            table.AddRow(
                FlowTable.Client(link.Client, link.ClientAsset),
                Cell.Of(link.DeviceAsset is { } device ? $"{device} ({link.Device})" : link.Device),
                Cell.Of(link.Conduit),
                Cell.Of(Does(link)),
                Cell.Abnormal(link.Classes.Sum(one => one.WouldBeRefused)),
                Cell.Abnormal(link.Classes.Sum(one => one.Refused)),
                Cell.Of(drawing.Moment(link.FirstSeen)),
                Cell.Of(drawing.Moment(link.LastSeen)));
        }

        return table;
    }

    private static string Does(InventoryLinkView link) => string.Join(
        ", ", link.Classes.Select(one => $"{Words.Of(one.Class)} {one.Times:N0} times in {Words.Count(one.Flows, "flow")}"));
}
