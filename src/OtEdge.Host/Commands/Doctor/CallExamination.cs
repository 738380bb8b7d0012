using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Have the devices called in that should, and can the clients be called that OtEdge calls (OPC UA reverse connect)?</summary>
internal sealed class CallExamination : IExamination
{
    private const string Check = "reverse connect";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token) =>
        Task.FromResult<IReadOnlyList<Diagnosis>>([.. patient.Conduits.SelectMany(conduit => Of(conduit, patient.Running(conduit.Name)))]);

    private static IEnumerable<Diagnosis> Of(Conduit conduit, ConduitView? running)
    {
        if (conduit.OpcUa?.CallingDevices is { } calling)
        {
            yield return OfDevice(conduit, calling, running);
        }

        foreach (CalledClientView client in running?.ReverseConnect?.Clients ?? [])
        {
            yield return client.Trouble is { } trouble
                ? Diagnosis.Fail(
                    Check,
                    $"{conduit.Name}: the client {client.Url} cannot be called: {trouble}",
                    "see that it waits to be called (reverse connect), the URL in otedge.yaml, and the firewalls between")
                : Diagnosis.Ok(Check, $"{conduit.Name}: the client {client.Url} was called");
        }
    }

    private static Diagnosis OfDevice(Conduit conduit, CallingDevices calling, ConduitView? running)
    {
        if (running?.ReverseConnect is not { } calls)
        {
            return Diagnosis.Warn(
                Check, $"{conduit.Name}: whether devices call in cannot be seen while it does not run", "start the gateway: otedge run");
        }

        int connected = running.DeviceConnections;
        if (calls.Waiting.Count + connected > 0)
        {
            return Diagnosis.Ok(Check, $"{conduit.Name}: {Words.Count(calls.Waiting.Count, "device call")} waiting, {connected} in use");
        }

        string servers = string.Join(" or ", calling.Servers);
        return Diagnosis.Fail(
            Check,
            $"{conduit.Name}: no device has called in at {calls.Listen}" + (calls.LastCall is { } last ? $" since {last:u}" : ""),
            calls.TurnedAwayTotal > 0
                ? $"{calls.TurnedAwayTotal:N0} calls were turned away; 'otedge findings' says why; expected {servers} from {string.Join(" or ", calling.Addresses)}"
                : $"have the device's reverse connect go to this gateway, port {calling.Listen.Port}, as {servers}; see the firewalls between");
    }
}
