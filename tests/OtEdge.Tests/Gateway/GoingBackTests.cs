using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>From "it hurts" to the old posture on the wire, with clients that ask without a pause.</summary>
public sealed class GoingBackTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 8;
    private const int Rounds = 40;
    private static readonly byte[] WriteRequest = [0, 2, 0, 0, 0, 6, 1, 6, 0, 10, 0, 77];

    private readonly string directory = Directory.CreateTempSubdirectory("ote").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_back_under_load_and_drops_no_connection()
    {
        using var device = new TcpListener(IPAddress.Loopback, 0);
        device.Start();
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task serving = ServeAsync(device, rest.Token);
        await using GatewayRuntime gateway = await StartAsync(((IPEndPoint)device.LocalEndpoint).Port);
        await ProposeAsync(gateway, "monitor");
        IPEndPoint listen = IPEndPoint.Parse(gateway.Conduit(Plant.Filling).Value!.Listen!);
        AskingClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new AskingClient(listen, WriteRequest))];
        Task[] asking = [.. clients.Select(client => client.AskAsync(rest.Token))];
        await Eventually.TrueAsync(() => clients.All(client => client.Answers > 0));

        var took = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            ChangeResult trial = await ProposeAsync(gateway, "enforce");
            await Eventually.TrueAsync(() => clients.All(client => client.IsRefused));
            long began = Stopwatch.GetTimestamp();
            Answer<ChangeResult> back = await gateway.StepAsync(trial.Id, ChangeStep.Hurt, new StepRequest(), "bob", Stop);
            Assert.True(back.IsDone, back.Refusal?.Detail);
            await WireIsBackAsync(clients);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        await rest.CancelAsync();
        await Task.WhenAll(asking);
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        took.Sort();
        output.WriteLine(
            $"{Rounds} times back with {Clients} clients, {clients.Sum(client => client.Answers):N0} answers: "
            + $"p50 {took[took.Count / 2]:0.0} ms, p99 {took[(int)((took.Count - 1) * 0.99)]:0.0} ms, longest {took[^1]:0.0} ms");
        Assert.All(clients, client => Assert.Null(client.Fault));
        Assert.True(took[took.Count / 2] < 1000, $"half of them took longer than {took[took.Count / 2]} ms");
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    // No pause of a timer's length: what is measured is shorter.
    private static async Task WireIsBackAsync(AskingClient[] clients)
    {
        long deadline = Environment.TickCount64 + 30_000;
        while (clients.Any(client => client.IsRefused))
        {
            Assert.True(Environment.TickCount64 < deadline, "the old posture is not back after 30 s");
            await Task.Yield();
        }
    }

    private static async Task<ChangeResult> ProposeAsync(GatewayRuntime gateway, string mode)
    {
        var request = new ProposalRequest { Conduit = Plant.Filling, Mode = mode, Reason = "r", Yes = true, Override = "bench" };
        Answer<ChangeResult> answer = await gateway.ProposeAsync(request, "alice", Stop);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private async Task<GatewayRuntime> StartAsync(int devicePort)
    {
        string state = Path.Combine(directory, "state");
        Directory.CreateDirectory(state);
        var options = new GatewayOptions
        {
            SettingsDirectory = directory,
            StateDirectory = state,
            ServesApi = false,
            DataPlane = new DataPlaneOptions { Loops = 1 },
        };
        var journal = OtEdge.Journal.SqliteJournal.Open(state, TimeProvider.System, NullLogger.Instance);
        Core.Zones.Conduit conduit = Plant.Conduit with { Device = new Core.Zones.DeviceAddress("127.0.0.1", devicePort) };
        return await GatewayRuntime.StartAsync(options, Plant.Site(conduit), journal, TimeProvider.System, NullLoggerFactory.Instance, Stop);
    }

    // A device that answers a write with itself.
    private static async Task ServeAsync(TcpListener device, CancellationToken stop)
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient session = await device.AcceptTcpClientAsync(stop);
                sessions.Add(EchoAsync(session, stop));
            }
        }
        finally
        {
            await Task.WhenAll(sessions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task EchoAsync(TcpClient session, CancellationToken stop)
    {
        using (session)
        {
            byte[] request = new byte[WriteRequest.Length];
            NetworkStream stream = session.GetStream();
            while (true)
            {
                await stream.ReadExactlyAsync(request, stop);
                await stream.WriteAsync(request, stop);
            }
        }
    }
}
