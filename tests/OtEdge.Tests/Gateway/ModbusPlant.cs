using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>A PLC and a gateway before it, with settings in files, the real journal, real sockets and the real clock.</summary>
internal sealed class ModbusPlant : IAsyncDisposable
{
    private static readonly byte[] ReadReply = [0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 42];

    private readonly string directory = Directory.CreateTempSubdirectory("otx").FullName;
    private readonly TcpListener plc = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ModbusPlant(string governance = "solo", string more = "")
    {
        plc.Start();
        _ = ServeAsync();
        Directory.CreateDirectory(Path.Combine(directory, "config", "policies"));
        File.WriteAllText(
            Path.Combine(directory, "config", "policies", "filling.yaml"),
            "policy: filling\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\npinned:\n  - id: no-file\n    refuse: [21]\n");
        File.WriteAllText(
            Path.Combine(directory, "config", "otedge.yaml"),
            $$"""
            site: leipzig
            governance: {{governance}}
            zones:
              supervision: {}
              filling: {}
            assets:
              hmi: { zone: supervision, address: 127.0.0.2 }
            conduits:
              filling-modbus:
                from: supervision
                to: filling
                protocol: modbus-tcp
                listen: 127.0.0.1:0
                device: 127.0.0.1:{{((IPEndPoint)plc.LocalEndpoint).Port}}
                policy: filling
            {{more}}
            """);
    }

    /// <summary>What the PLC says to be its revision, four letters.</summary>
    public string Revision { get; set; } = "V1.0";

    /// <summary>What the PLC was asked to write, by address.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<int> Writes { get; } = new();

    public GatewayRuntime Gateway { get; private set; } = null!;

    public string StateDirectory => Path.Combine(directory, "state");

    public CancellationToken Stopping => stop.Token;

    public ConduitView Conduit => Gateway.Conduit(Plant.Filling).Value!;

    public async Task StartAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        var options = new GatewayOptions { SettingsDirectory = Path.Combine(directory, "config"), StateDirectory = StateDirectory };
        GatewayStart start = await GatewayRuntime.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token);
        Assert.Empty(start.Problems);
        Gateway = start.Gateway!;
    }

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(IPEndPoint.Parse(Conduit.Listen!), stop.Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Writes 77 to a register; true when the PLC's echo came back, false when it was refused.</summary>
    public async Task<bool> WriteAsync(NetworkStream stream, byte address = 10)
    {
        byte[] request = [0, 2, 0, 0, 0, 6, 1, 6, 0, address, 0, 77];
        await stream.WriteAsync(request, stop.Token);
        byte[] reply = new byte[request.Length];
        await stream.ReadExactlyAsync(reply.AsMemory(0, 9), stop.Token);
        if ((reply[7] & 0x80) != 0)
        {
            return false;
        }

        await stream.ReadExactlyAsync(reply.AsMemory(9), stop.Token);
        Assert.Equal(request, reply);
        return true;
    }

    public async Task<ChangeResult> ProposeAsync(string mode, string user = "alice", string? trial = null)
    {
        var request = new ProposalRequest { Conduit = Plant.Filling, Mode = mode, Reason = "r", Yes = true, Trial = trial, Override = "bench" };
        Answer<ChangeResult> answer = await Gateway.ProposeAsync(request, user, stop.Token);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    /// <summary>Confirmed in enforce.</summary>
    public async Task EnforceAsync()
    {
        await ProposeAsync("monitor");
        ChangeResult trial = await ProposeAsync("enforce");
        foreach (StepRequest step in (StepRequest[])[new(), new() { Override = "bench" }])
        {
            Answer<ChangeResult> done = await Gateway.StepAsync(trial.Id, ChangeStep.Confirm, step, "alice", stop.Token);
            Assert.True(done.IsDone, done.Refusal?.Detail);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        plc.Dispose();
        stop.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            _ = AnswerAsync(await plc.AcceptTcpClientAsync(stop.Token));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            byte[] header = new byte[6];
            while (true)
            {
                await stream.ReadExactlyAsync(header, stop.Token);
                byte[] request = [.. header, .. new byte[header[5]]];
                await stream.ReadExactlyAsync(request.AsMemory(6), stop.Token);
                if (request[7] == 6)
                {
                    Writes.Enqueue((request[8] << 8) | request[9]);
                }

                await stream.WriteAsync(request[7] switch { 3 => ReadReply, 43 => Identity(request), _ => request }, stop.Token);
            }
        }
    }

    // One object: 2, the revision.
    private byte[] Identity(byte[] request) =>
        [request[0], request[1], 0, 0, 0, 14, request[6], 43, 14, 1, 1, 0, 0, 1, 2, 4, .. System.Text.Encoding.ASCII.GetBytes(Revision)];
}
