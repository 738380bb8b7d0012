using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>
/// A gateway with real sockets between a client that asks once a second and a PLC that misbehaves on demand. The clock moves only when
/// the client asks and the PLC answers, so that an hour of the plant takes seconds and no machine is too slow for it.
/// </summary>
internal sealed class GuardedPlant : IAsyncDisposable
{
    private const int Rounds = 2000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string directory = Directory.CreateTempSubdirectory("otg").FullName;
    private readonly TcpListener plc = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private GatewayRuntime? gateway;
    private NetworkStream? client;
    private ushort counter;

    public GuardedPlant()
    {
        plc.Start();
        _ = ServeAsync();
        Directory.CreateDirectory(Path.Combine(directory, "policies"));
        File.WriteAllText(
            Path.Combine(directory, "policies", "filling.yaml"),
            "policy: filling\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\n");
        WriteSettings("127.0.0.1:0");
    }

    /// <summary>How long the PLC takes for an answer. Default 2 ms.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>True: the PLC answers with exceptions.</summary>
    public bool Fails { get; set; }

    /// <summary>True: the PLC's counter stands still.</summary>
    public bool StandsStill { get; set; }

    /// <summary>True: the client says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True: the client comes with a new connection each second.</summary>
    public bool ComesAnew { get; set; }

    public GatewayRuntime Gateway => gateway!;

    public CancellationToken Stopping => stop.Token;

    /// <summary>Runs until the gateway knows the client's habits, and starts a trial.</summary>
    /// <returns>The change.</returns>
    public async Task<string> TryAsync()
    {
        var options = new GatewayOptions { SettingsDirectory = directory, StateDirectory = Path.Combine(directory, "state"), ServesApi = false };
        GatewayStart start = await GatewayRuntime.StartAsync(options, time, NullLoggerFactory.Instance, stop.Token);
        Assert.Empty(start.Problems);
        gateway = start.Gateway!;
        await UntilAsync(() => Gateway.Baselines.PollersOf(Plant.Filling).Count == 1);
        await PassAsync(5);
        await ProposeAsync("monitor");
        string id = await ProposeAsync("enforce");
        Assert.Equal("trial", Change(id).State);
        await PassAsync(40);
        Assert.Equal("trial", Change(id).State);
        Assert.All(Change(id).Guards, guard => Assert.True(guard.State == "pass", guard.ToString()));
        return id;
    }

    public ChangeView Change(string id) => Gateway.Change(id).Value!;

    /// <summary>Lets time pass until the change has gone back.</summary>
    /// <returns>Why it did.</returns>
    public async Task<string> GoesBackAsync(string id)
    {
        await UntilAsync(() => Change(id).State == "rolled_back");
        Assert.Equal("monitor", Gateway.Conduit(Plant.Filling).Value!.Mode);
        return Change(id).Outcome!;
    }

    /// <summary>Lets seconds pass.</summary>
    public async Task PassAsync(int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            await PassAsync();
        }
    }

    /// <summary>Connects from an address.</summary>
    public async Task<NetworkStream> ConnectAsync(string from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPEndPoint.Parse(Gateway.Conduit(Plant.Filling).Value!.Listen!), stop.Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Writes the settings with another place to listen at.</summary>
    public void WriteSettings(string listen) => File.WriteAllText(
        Path.Combine(directory, "otedge.yaml"),
        $$"""
        site: leipzig
        governance: solo
        zones: { supervision: {}, filling: {} }
        assets:
          hmi: { zone: supervision, address: 127.0.0.2 }
          plc: { zone: filling, address: 127.0.0.1, tags: { filler.counter: { unit: 1, holding-register: 0, type: uint16 } } }
        conduits:
          filling-modbus:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: {{listen}}
            device: 127.0.0.1:{{((IPEndPoint)plc.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}}
            policy: filling
        guards: { heartbeat: [filler.counter] }
        """);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        await stop.CancelAsync();
        plc.Dispose();
        stop.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task UntilAsync(Func<bool> isTrue)
    {
        for (int round = 0; !isTrue(); round++)
        {
            Assert.True(round < Rounds, $"it did not come true in {Rounds} s of the plant");
            await PassAsync();
        }
    }

    // Who looks each second does so on threads of its own; it may miss one, and takes the next.
    private async Task PassAsync()
    {
        if (!IsSilent)
        {
            await AskAsync();
        }

        time.Advance(Second - Takes);
        await Task.Delay(5, stop.Token);
    }

    private async Task AskAsync()
    {
        if (ComesAnew)
        {
            client?.Dispose();
            client = null;
        }

        client ??= await ConnectAsync("127.0.0.2");
        byte[] reply = new byte[11];
        await client.WriteAsync((byte[])[0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1], stop.Token);
        await client.ReadExactlyAsync(reply.AsMemory(0, 9), stop.Token);
        if ((reply[7] & 0x80) == 0)
        {
            await client.ReadExactlyAsync(reply.AsMemory(9), stop.Token);
        }
    }

    private async Task<string> ProposeAsync(string mode)
    {
        var request = new ProposalRequest { Conduit = Plant.Filling, Mode = mode, Reason = "r", Yes = true, Trial = "1h", Override = "bench" };
        Answer<ChangeResult> answer = await Gateway.ProposeAsync(request, "alice", stop.Token);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value.Id;
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            _ = AnswerAsync(await plc.AcceptTcpClientAsync(stop.Token));
        }
    }

    private async Task AnswerAsync(TcpClient session)
    {
        using (session)
        {
            NetworkStream stream = session.GetStream();
            byte[] request = new byte[12];
            while (true)
            {
                await stream.ReadExactlyAsync(request, stop.Token);
                counter += (ushort)(StandsStill ? 0 : 1);
                time.Advance(Takes);
                byte[] reply = Fails
                    ? [request[0], request[1], 0, 0, 0, 3, 1, 0x83, 2]
                    : [request[0], request[1], 0, 0, 0, 5, 1, 3, 2, (byte)(counter >> 8), unchecked((byte)counter)];
                await stream.WriteAsync(reply, stop.Token);
            }
        }
    }
}
