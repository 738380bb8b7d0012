using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Modbus;

/// <summary>A real libmodbus PLC behind a gateway, shared by the attacks of one class.</summary>
public class AttackedSite(string mode) : IAsyncLifetime
{
    private PeerProcess? device;
    private OtEdgeProcess? gateway;

    public int DevicePort => device!.Port;

    public int Port { get; private set; }

    internal OtEdgeProcess Gateway => gateway!;

    public async ValueTask InitializeAsync()
    {
        PeerScripts.NeedLibmodbus();
        device = await PeerProcess.LibmodbusServer();
        gateway = await OtEdgeProcess.Start(
            TestSites.Files(device.Port, TestSites.SetpointOnly, "    limits: { frame: 1s }"));
        await gateway.MoveTo(TestSites.Conduit, mode);
        Port = await gateway.Port(TestSites.Conduit);
    }

    /// <summary>Carries out one attack and waits until it has had its answer.</summary>
    /// <returns>The first reply; null when the connection was closed instead.</returns>
    internal async Task<byte[]?> Attempt(Attack attack, TimeSpan patience)
    {
        using RawModbus client = await RawModbus.Connect(Port);
        foreach (byte[] chunk in attack.Chunks)
        {
            await client.Send(chunk);
            if (attack.Chunks.Count > 1)
            {
                await Task.Delay(5);
            }
        }

        if (attack.EndsInside)
        {
            client.EndSending();
        }

        return await client.Receive(patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        if (device is not null)
        {
            await device.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
