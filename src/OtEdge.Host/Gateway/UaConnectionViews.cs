using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Gateway;

/// <summary>Shows the OPC UA connections of a conduit.</summary>
internal static class UaConnectionViews
{
    private const int CountMax = 500;

    /// <summary>Those open now that have a channel; null: the conduit speaks something else.</summary>
    public static IReadOnlyList<UaConnectionView>? Of(ConduitState state) => state.Settings.Protocol != ConduitProtocol.OpcUa ? null :
    [
        .. (state.Running?.Connections ?? [])
            .Where(open => open.Security is not null)
            .OrderByDescending(open => open.Since)
            .Take(CountMax)
            .Select(open => Of(open, open.Security!)),
    ];

    private static UaConnectionView Of(OpenConnection open, ConnectionSecurity security) => new()
    {
        Client = open.Client.ToString(),
        Since = open.Since,
        ApplicationUri = security.Client.Client.ApplicationUri,
        Thumbprint = security.Client.Client.Thumbprint,
        User = security.Client.User?.ToString(),
        DeviceUser = security.DeviceUser?.ToString(),
        SecurityPolicy = security.Client.SecurityPolicy,
        SecurityMode = Word(security.Client.Security),
        DeviceSecurityPolicy = security.DevicePolicy,
        DeviceSecurityMode = Word(security.DeviceMode),
    };

    private static string? Word(MessageSecurity mode) => mode == MessageSecurity.Unknown ? null : mode.ToString();
}
