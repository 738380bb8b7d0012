using OtEdge.Conduits;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>Shows as the API does what of a conduit is connected the other way round.</summary>
internal static class ReverseConnectViews
{
    /// <summary>How it stands now; null: the conduit is down, or has nothing of the kind.</summary>
    public static ReverseConnectView? Of(RunningConduit? running) => running?.ReverseConnect is not { } state ? null : new ReverseConnectView
    {
        Listen = state.Listen?.ToString(),
        Waiting = [.. state.Waiting.Select(device => new WaitingDeviceView(device.Peer.ToString(), device.ServerUri, device.EndpointUrl, device.Since))],
        CallsTotal = state.CallsTotal,
        TurnedAwayTotal = state.TurnedAwayTotal,
        LastCall = state.LastCall,
        Clients = [.. state.Clients.Select(client => new CalledClientView(client.Url, Word(client.Stage), client.Since, client.Trouble))],
    };

    private static string Word(CallStage stage) => stage switch
    {
        CallStage.Waiting => "waiting",
        CallStage.Calling => "calling",
        _ => "pausing",
    };
}
