using System.Net.Sockets;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>
/// Does every device take a TCP connection? One that serves the gateway now is not asked: devices have few connections; one that calls
/// in takes none.
/// </summary>
internal sealed class DeviceExamination : IExamination
{
    private const string Check = "device";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token) =>
        await Task.WhenAll(patient.Conduits.Where(conduit => conduit.OpcUa?.CallingDevices is null).Select(conduit => OfAsync(conduit, patient, token)));

    private static async Task<Diagnosis> OfAsync(Conduit conduit, Patient patient, CancellationToken token)
    {
        if (patient.Running(conduit.Name) is { DeviceConnections: > 0 } running)
        {
            return Diagnosis.Ok(Check, $"{conduit.Name}: {conduit.Device} serves {Words.Count(running.DeviceConnections, "connection")}");
        }

        return await WhyNotAsync(conduit.Device, token) is { } reason
            ? Diagnosis.Fail(
                Check,
                $"{conduit.Name}: {conduit.Device} takes no connection: {reason}",
                "see that it is on, the address in otedge.yaml, the cable, and the firewalls between")
            : Diagnosis.Ok(Check, $"{conduit.Name}: {conduit.Device} takes connections");
    }

    private static async Task<string?> WhyNotAsync(DeviceAddress device, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(ConnectTimeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(device.Host, device.Port, patience.Token);
            return null;
        }
        catch (SocketException fault)
        {
            return fault.Message;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return $"no answer within {ConnectTimeout.TotalSeconds:0} s";
        }
    }
}
