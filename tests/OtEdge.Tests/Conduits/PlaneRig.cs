using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Conduits;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A data plane with one conduit, over real sockets.</summary>
internal sealed class PlaneRig : IAsyncDisposable
{
    private readonly DataPlane plane;
    private readonly List<Socket> clients = [];

    public PlaneRig(TransportChoice transport, Conduit conduit, ConduitSnapshot snapshot)
    {
        var options = new DataPlaneOptions { Loops = 1, Transport = transport };
        plane = new DataPlane(options, new DataPlaneSinks(Sink, Flows), TimeProvider.System, NullLoggerFactory.Instance);
        Running = plane.Open(conduit, snapshot, _ => true);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public RecordingSink Sink { get; } = new();

    /// <summary>What was recorded so far.</summary>
    public FlowLog Flows { get; } = new();

    public RunningConduit Running { get; }

    public async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        clients.Add(client);
        await client.ConnectAsync(Running.LocalEndPoint, Cancel);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await plane.DisposeAsync();
    }

    /// <summary>Waits until something holds; fails after 5 s.</summary>
    public static async Task EventuallyAsync(Func<bool> holds, string what)
    {
        for (int i = 0; i < 500; i++)
        {
            if (holds())
            {
                return;
            }

            await Task.Delay(10, Cancel);
        }

        Assert.Fail($"did not come about within 5 s: {what}");
    }
}
