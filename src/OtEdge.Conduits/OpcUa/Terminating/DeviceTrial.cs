using OtEdge.Core.Zones;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Goes to a device once as a terminating conduit would, outside of any traffic, and says how it went.</summary>
/// <param name="conduit">An OPC UA conduit.</param>
/// <param name="certificates">Own certificates, made where there are none, and trust.</param>
/// <param name="time">The clock.</param>
public sealed class DeviceTrial(Conduit conduit, IConduitCertificates certificates, TimeProvider time)
{
    /// <summary>Asks a server what it offers.</summary>
    /// <param name="host">Where it listens.</param>
    /// <param name="port">Its port.</param>
    /// <param name="url">What is dialled.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Empty: it names no endpoint.</returns>
    /// <exception cref="IOException">It cannot be reached, or speaks no OPC UA; the message says so.</exception>
    public async Task<IReadOnlyList<Endpoint>> AskAsync(string host, int port, string url, CancellationToken cancellation)
    {
        await using OwnChannel channel = await OwnChannel.OpenAsync(
            (host, port),
            GatewayFront.Unprotected(url),
            time,
            cancellation);
        return Discovery.ReadEndpoints(await channel.AskEndpointsAsync(url, cancellation));
    }

    /// <summary>Goes to the device.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DeviceTrialResult> RunAsync(CancellationToken cancellation)
    {
        DeviceTrialResult result = new();
        if (conduit.OpcUa!.CallingDevices is { } calling)
        {
            return result with
            {
                Problem = $"it calls in at {calling.Listen}, so it cannot be tried from here; let a client connect, then see 'otedge conduits show {conduit.Name}' and 'otedge findings'",
            };
        }

        try
        {
            string url = conduit.OpcUa!.DeviceUrl.OriginalString;
            IReadOnlyList<Endpoint> offered = await AskAsync(conduit.Device.Host, conduit.Device.Port, url, cancellation);
            if (new DevicePainter(conduit, certificates).Paint(offered, time.GetUtcNow(), out string problem) is not { } picture)
            {
                return result with { Problem = problem };
            }

            result = result with
            {
                Security = $"{picture.Policy} with {picture.Endpoint.Mode}",
                Device = picture.Device?.Certificate,
                Flaw = picture.Flaw,
                OwnServer = picture.OwnServer.Certificate,
                OwnClient = picture.OwnClient?.Certificate,
            };
            await using OwnChannel channel = await OwnChannel.OpenAsync(
                (conduit.Device.Host, conduit.Device.Port), picture.Options(GatewayFront.Random), time, cancellation);
            return result;
        }
        catch (IOException fault)
        {
            return result with { Problem = fault.Message };
        }
    }
}
