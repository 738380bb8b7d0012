using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Api;
using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Gateway;
using OtEdge.Tests.Commands;
using OtEdge.Tests.Conduits;
using Xunit;

namespace OtEdge.Tests.Seeing;

/// <summary>
/// A gateway of settings in files with the real journal, record, sockets and API, between a device whose state a test sets and a
/// client that polls; its time is the test's.
/// </summary>
internal sealed class RunningSite : IAsyncDisposable
{
    public const string Conduit = "filling-modbus";
    private const int StateRegister = 40;

    private readonly string directory = Directory.CreateTempSubdirectory("ots").FullName;
    private readonly SocketDevice device = new();
    private readonly Dictionary<int, ushort> registers = [];
    private GatewayRuntime? gateway;
    private Socket? client;
    private ushort transactionId;

    private RunningSite()
    {
        device.Answer = adu =>
        {
            byte[]? reply = Frames.Oblige(adu);
            if (reply is not null && adu[7] == 3 && reply[7] == 3)
            {
                Fill(reply, first: (adu[8] << 8) | adu[9]);
            }

            return reply;
        };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    public GatewayRuntime Gateway => gateway ?? throw new InvalidOperationException("not started");

    public string StateDirectory => Path.Combine(directory, "state");

    /// <summary>The device answers nothing any more.</summary>
    public Task SilenceAsync()
    {
        device.Answer = _ => null;
        return PassAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>A client that no asset declares reads once.</summary>
    public async Task StrangerAsync()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
        await stranger.ConnectAsync(IPEndPoint.Parse(Gateway.Conduit(Conduit).Value!.Listen!), Cancel);
        await stranger.AskAsync(Frames.Read(1, 300, 1));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a site.</summary>
    /// <param name="regimes">The lines of `regimes:` and what else belongs to the top level.</param>
    /// <param name="rules">The rules of its policy; null: it has none.</param>
    public static async Task<RunningSite> StartAsync(string regimes, string? rules = null)
    {
        var site = new RunningSite();
        string config = Path.Combine(site.directory, "config");
        Directory.CreateDirectory(Path.Combine(config, "policies"));
        if (rules is not null)
        {
            await File.WriteAllTextAsync(
                Path.Combine(config, "policies", "filling.yaml"), $"policy: filling\nprotocol: modbus-tcp\nrules:\n{rules}", Cancel);
        }

        await File.WriteAllTextAsync(Path.Combine(config, "otedge.yaml"), site.Settings(regimes, rules is not null), Cancel);
        await site.RestartAsync();
        return site;
    }

    /// <summary>Stops the gateway, if it runs, and starts it on the same state.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        var options = new GatewayOptions { SettingsDirectory = Path.Combine(directory, "config"), StateDirectory = StateDirectory };
        GatewayStart start = await GatewayRuntime.StartAsync(options, Time, NullLoggerFactory.Instance, Cancel);
        Assert.Empty(start.Problems);
        gateway = start.Gateway;
        await ConnectAsync(Conduit);
    }

    /// <summary>The client connects to a conduit, in place of the one before.</summary>
    public async Task ConnectAsync(string conduit)
    {
        client?.Dispose();
        client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await client.ConnectAsync(IPEndPoint.Parse(Gateway.Conduit(conduit).Value!.Listen!), Cancel);
    }

    /// <summary>What a register of the device holds from now on.</summary>
    public void Set(int register, ushort value)
    {
        lock (registers)
        {
            registers[register] = value;
        }
    }

    public void SetState(ushort state) => Set(StateRegister, state);

    /// <summary>The client polls the state, and time passes, as often as that.</summary>
    public async Task PollAsync(int seconds)
    {
        for (int at = 0; at < seconds; at++)
        {
            await ReadAsync(StateRegister, 10);
            await PassAsync(TimeSpan.FromSeconds(1));
        }
    }

    public async Task ReadAsync(int address, int count) => Assert.Equal(3, (await AskAsync(Frames.Read(++transactionId, address, count)))[7]);

    public Task<byte[]> WriteAsync(int address, ushort value) => AskAsync(Frames.WriteOne(++transactionId, address, value));

    public Task<byte[]> AskAsync(byte[] adu) => client!.AskAsync(adu);

    /// <summary>Lets time pass, and what is done in it be done.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await Task.Delay(5, Cancel);
    }

    /// <summary>Lets time pass until something holds.</summary>
    public async Task UntilAsync(Func<bool> holds, Func<string> what)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 500, what());
            await PassAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits until so many requests have come into the record: what passed a moment ago is still on its way.</summary>
    public Task RecordedAsync(long requests)
    {
        long Recorded() => Gateway.Traffic.Flows(new Core.Traffic.FlowQuery()).Value!.Sum(flow => flow.Times);
        return UntilAsync(() => Recorded() >= requests, () => $"{Recorded()} of {requests} requests were recorded");
    }

    /// <summary>Runs a command line against the gateway.</summary>
    public async Task<CommandRun> RunAsync(params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        Surroundings surroundings = CommandRun.Surroundings(new FakeApi(), output, error) with { Connect = LocalSocket.Handler };
        ExitCode code = await new CommandLine(surroundings).RunAsync([.. words, "--state", StateDirectory], Cancel);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Changes the settings' text and has the gateway read them again.</summary>
    public async Task ReloadAsync(string before, string after)
    {
        string file = Path.Combine(directory, "config", "otedge.yaml");
        string text = await File.ReadAllTextAsync(file, Cancel);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(before, after, StringComparison.Ordinal), Cancel);
        Answer<ReloadResult> answer = await Gateway.ReloadAsync("alice", Cancel);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
    }

    public async Task MonitorAsync()
    {
        var request = new ProposalRequest { Conduit = Conduit, Mode = "monitor", Reason = "commissioning", Yes = true };
        Answer<ChangeResult> answer = await Gateway.ProposeAsync(request, "alice", Cancel);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        Assert.Equal("monitor", Gateway.Conduit(Conduit).Value!.Mode);
    }

    public string FileOf(string name) => Path.Combine(directory, name);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await device.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task StopAsync()
    {
        client?.Dispose();
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }
    }

    private void Fill(byte[] reply, int first)
    {
        lock (registers)
        {
            for (int at = 0; at < reply[8] / 2; at++)
            {
                ushort value = registers.GetValueOrDefault(first + at);
                (reply[9 + (2 * at)], reply[10 + (2 * at)]) = ((byte)(value >> 8), (byte)value);
            }
        }
    }

    private string Settings(string more, bool hasPolicy) => $$"""
        site: leipzig
        gateway: edge-1
        governance: solo
        time-zone: Etc/UTC
        assets:
          scada-1: { zone: supervision, address: 127.0.0.2 }
          plc-filler:
            zone: filling
            address: 127.0.0.1
            tags:
              filler.state: { unit: 1, holding-register: {{StateRegister}}, type: uint16 }
        zones:
          supervision: {}
          filling: {}
        conduits:
          {{Conduit}}:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: 127.0.0.1:{{device.Port}}
        {{(hasPolicy ? "    policy: filling" : "")}}
        {{more}}
        """;
}
