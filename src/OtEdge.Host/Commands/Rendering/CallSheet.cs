using OtEdge.Console.Api;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>What of a conduit is connected the other way round: who has called in, and who is called.</summary>
internal static class CallSheet
{
    /// <summary>The devices that call in, in one cell; null: they do not.</summary>
    public static IRenderable? Devices(ReverseConnectView? calls, Drawing drawing)
    {
        if (calls is not { Listen: { } listen })
        {
            return null;
        }

        string last = calls.LastCall is { } moment ? $"the last at {drawing.Moment(moment)}" : "none yet";
        string totals = $"{listen}: {Words.Count((int)Math.Min(calls.CallsTotal, int.MaxValue), "call")}, {last}; {calls.TurnedAwayTotal:N0} turned away";
        return Cell.Of(string.Join('\n', calls.Waiting.Select(device => $"waits: {device.ServerUri} from {device.Address}").Prepend(totals)));
    }

    /// <summary>The clients that are called, in one cell; null: none.</summary>
    public static IRenderable? Clients(ReverseConnectView? calls, Drawing drawing) => calls is not { Clients: { Count: > 0 } clients } ? null : Cell.Of(string.Join(
        '\n',
        clients.Select(client => $"{client.Url}: {client.State} since {drawing.Moment(client.Since)}{(client.Trouble is { } trouble ? $", {trouble}" : "")}")));

    /// <summary>What people should look at, a sentence each.</summary>
    public static IEnumerable<string> Abnormal(ConduitView conduit)
    {
        if (conduit.ReverseConnect is not { } calls)
        {
            yield break;
        }

        if (calls is { Listen: { } listen, Waiting.Count: 0 } && conduit.DeviceConnections == 0)
        {
            yield return calls.LastCall is null ? $"no device has called in at {listen} yet" : $"no device waits at {listen}, and none is in use";
        }

        foreach (CalledClientView client in calls.Clients.Where(client => client.Trouble is not null))
        {
            yield return $"the client {client.Url} cannot be called: {client.Trouble}";
        }
    }
}
