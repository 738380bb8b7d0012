using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>A client or a device in a graph of who talks to whom.</summary>
/// <param name="Key">Tells it from the others.</param>
/// <param name="Label">For people.</param>
/// <param name="Undeclared">True for a client that no asset declares.</param>
internal sealed record GraphNode(string Key, string Label, bool Undeclared)
{
    /// <summary>The clients, in the order of the links.</summary>
    public static IReadOnlyList<GraphNode> ClientsOf(InventoryView view) =>
    [
        .. view.Links.GroupBy(ClientKey).Select(group => new GraphNode(
            group.Key,
            group.First() is { ClientAsset: { } asset } ? asset : $"{group.First().Client}\nnot declared",
            group.First().Undeclared)),
    ];

    /// <summary>The devices, in the order of the links.</summary>
    public static IReadOnlyList<GraphNode> DevicesOf(InventoryView view) =>
    [
        .. view.Links.GroupBy(DeviceKey).Select(group => new GraphNode(
            group.Key,
            group.First() is { DeviceAsset: { } asset } link ? $"{asset}\n{link.Device}" : group.First().Device ?? group.First().Conduit,
            Undeclared: false)),
    ];

    /// <summary>The key of a link's client.</summary>
    public static string ClientKey(InventoryLinkView link) => $"client {link.ClientAsset ?? link.Client}";

    /// <summary>The key of a link's device.</summary>
    public static string DeviceKey(InventoryLinkView link) => $"device {link.DeviceAsset ?? link.Device ?? link.Conduit}";

    /// <summary>What a link does, in words.</summary>
    public static string LabelOf(InventoryLinkView link) =>
        $"{link.Conduit}: {string.Join(", ", link.Classes.Select(one => Words.Of(one.Class)))}";
}
