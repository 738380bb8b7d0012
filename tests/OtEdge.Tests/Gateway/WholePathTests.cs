using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Settings in files, the real journal, real sockets and the real clock: from a client's request to the status.</summary>
public sealed class WholePathTests : IDisposable
{
    private static readonly byte[] ReadRequest = [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1];
    private static readonly byte[] ReadReply = [0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 42];
    private static readonly byte[] WriteRequest = [0, 2, 0, 0, 0, 6, 1, 6, 0, 10, 0, 77];
    private static readonly byte[] WriteRefused = [0, 2, 0, 0, 0, 3, 1, 0x86, 1];

    private readonly string directory = Directory.CreateTempSubdirectory("otw").FullName;
    private readonly TcpListener plc = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public WholePathTests()
    {
        plc.Start();
        _ = ServeAsync();
        Directory.CreateDirectory(Path.Combine(directory, "config", "policies"));
        File.WriteAllText(Path.Combine(directory, "config", "policies", "filling.yaml"), "policy: filling\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\n");
        WriteSite($"127.0.0.1:{((IPEndPoint)plc.LocalEndpoint).Port}");
    }

    public void Dispose()
    {
        stop.Cancel();
        plc.Dispose();
        stop.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Traffic_is_seen_then_judged_then_refused_and_a_restart_knows_it_all()
    {
        await using (GatewayRuntime gateway = await StartAsync())
        {
            using var client = new TcpClient();
            IPEndPoint listen = IPEndPoint.Parse(gateway.Conduit(Plant.Filling).Value!.Listen!);
            await client.ConnectAsync(listen, stop.Token);
            NetworkStream stream = client.GetStream();

            Assert.Equal(ReadReply, await AskAsync(stream, ReadRequest, ReadReply.Length));
            Assert.Equal(WriteRequest, await AskAsync(stream, WriteRequest, WriteRequest.Length));
            await ProposeAsync(gateway, "monitor");
            Assert.Equal(WriteRequest, await AskAsync(stream, WriteRequest, WriteRequest.Length));
            ChangeResult trial = await ProposeAsync(gateway, "enforce");
            Assert.Equal(WriteRefused, await AskAsync(stream, WriteRequest, WriteRefused.Length));
            Assert.Equal(ReadReply, await AskAsync(stream, ReadRequest, ReadReply.Length));
            await gateway.StepAsync(trial.Id, ChangeStep.Confirm, new StepRequest(), "alice", stop.Token);

            await Eventually.TrueAsync(() => gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal)).Value!.Length == 2);
            FindingView[] findings = gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal)).Value!;
            Assert.Equal([VerdictWord.Refused, VerdictWord.WouldBeRefused], findings.Select(finding => finding.Verdict));
            Assert.All(findings, finding => Assert.Equal("77", finding.Value));
            ConduitView live = gateway.Conduit(Plant.Filling).Value!;
            Assert.True(live.AddedLatencyP50Us > 0);
            Assert.InRange(live.AddedLatencyP99Us!.Value, live.AddedLatencyP50Us!.Value, live.AddedLatencyP999Us!.Value);
        }

        await using GatewayRuntime again = await StartAsync();
        ConduitView conduit = again.Conduit(Plant.Filling).Value!;
        Assert.Equal("enforce", conduit.Mode);
        Assert.Equal("soak", conduit.ChangeInFlight!.State);
        Assert.Equal((5, 1, 1), (conduit.RequestsTotal, conduit.RefusedTotal, conduit.WouldBeRefusedTotal));
        Assert.Null(conduit.AddedLatencyP50Us);
        Assert.Equal(2, again.Findings(new FindingQuery(Kind: FindingKind.Refusal)).Value!.Length);
    }

    [Fact]
    public async Task A_short_trial_goes_back_by_itself_in_real_time()
    {
        await using GatewayRuntime gateway = await StartAsync();
        await ProposeAsync(gateway, "monitor");
        ChangeResult trial = await ProposeAsync(gateway, "enforce", "1s");
        Assert.Equal("enforce", gateway.Conduit(Plant.Filling).Value!.Mode);

        await Eventually.TrueAsync(() => gateway.Change(trial.Id).Value!.State == "rolled_back");

        Assert.Equal("monitor", gateway.Conduit(Plant.Filling).Value!.Mode);
    }

    [Fact]
    public async Task Bad_settings_start_nothing_and_leave_no_state()
    {
        WriteSite("nonsense");

        GatewayStart start = await GatewayRuntime.StartAsync(Options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token);

        Assert.Null(start.Gateway);
        Assert.NotEmpty(start.Problems);
        Assert.False(Directory.Exists(Options.StateDirectory));
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_state_is_refused()
    {
        await using GatewayRuntime gateway = await StartAsync();

        IOException refused = await Assert.ThrowsAnyAsync<IOException>(
            () => GatewayRuntime.StartAsync(Options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token));

        Assert.Contains("--state", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listen_address_in_use_keeps_the_gateway_up_and_unready()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        string site = Path.Combine(directory, "config", "otedge.yaml");
        await File.WriteAllTextAsync(
            site,
            (await File.ReadAllTextAsync(site, stop.Token)).Replace("127.0.0.1:0", squatter.LocalEndpoint.ToString(), StringComparison.Ordinal),
            stop.Token);

        await using GatewayRuntime gateway = await StartAsync();

        Assert.NotNull(gateway.Conduit(Plant.Filling).Value!.Fault);
        Assert.Null(gateway.Conduit(Plant.Filling).Value!.Listen);
        Assert.Contains(Plant.Filling, Assert.Single(gateway.Unready()), StringComparison.Ordinal);
        squatter.Stop();
        await Eventually.TrueAsync(() => gateway.Conduit(Plant.Filling).Value!.Listen is not null);
        Assert.Empty(gateway.Unready());
    }

    private GatewayOptions Options => new()
    {
        SettingsDirectory = Path.Combine(directory, "config"),
        StateDirectory = Path.Combine(directory, "state"),
    };

    private void WriteSite(string device) => File.WriteAllText(
        Path.Combine(directory, "config", "otedge.yaml"),
        $$"""
        site: leipzig
        governance: solo
        zones:
          supervision: {}
          filling: {}
        conduits:
          filling-modbus:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: {{device}}
            policy: filling
        """);

    private async Task<GatewayRuntime> StartAsync()
    {
        GatewayStart start = await GatewayRuntime.StartAsync(Options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token);
        Assert.Empty(start.Problems);
        return start.Gateway!;
    }

    private async Task<ChangeResult> ProposeAsync(GatewayRuntime gateway, string mode, string? trial = null)
    {
        var request = new ProposalRequest { Conduit = Plant.Filling, Mode = mode, Reason = "r", Yes = true, Trial = trial, Override = "bench" };
        Answer<ChangeResult> answer = await gateway.ProposeAsync(request, "alice", stop.Token);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private async Task<byte[]> AskAsync(NetworkStream stream, byte[] request, int replyBytes)
    {
        await stream.WriteAsync(request, stop.Token);
        byte[] reply = new byte[replyBytes];
        await stream.ReadExactlyAsync(reply, stop.Token);
        return reply;
    }

    // A PLC that answers reads with 42 and echoes writes.
    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client = await plc.AcceptTcpClientAsync(stop.Token);
            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            byte[] request = new byte[ReadRequest.Length];
            while (true)
            {
                await stream.ReadExactlyAsync(request, stop.Token);
                await stream.WriteAsync(request[7] == 3 ? ReadReply : request, stop.Token);
            }
        }
    }
}
