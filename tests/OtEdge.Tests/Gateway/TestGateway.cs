using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>A gateway on a journal in memory and a clock that stands still; restarting it keeps the journal.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ote").FullName;
    private GatewayRuntime? runtime;

    private TestGateway(InMemoryJournal journal) => Journal = journal;

    public InMemoryJournal Journal { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    public Uri? ConsoleListen { get; set; }

    public GatewayRuntime Runtime => runtime ?? throw new InvalidOperationException("not started");

    public string SettingsDirectory => Path.Combine(directory, "config");

    public string StateDirectory => Path.Combine(directory, "state");

    public static async Task<TestGateway> StartAsync(Site site, bool servesApi = false, InMemoryJournal? journal = null, Uri? consoleListen = null)
    {
        var gateway = new TestGateway(journal ?? new InMemoryJournal());
        gateway.ConsoleListen = consoleListen;
        await gateway.BootAsync(site, servesApi);
        return gateway;
    }

    public async Task BootAsync(Site site, bool servesApi = false)
    {
        if (runtime is not null)
        {
            await runtime.DisposeAsync();
        }

        Directory.CreateDirectory(SettingsDirectory);
        Directory.CreateDirectory(StateDirectory);
        var options = new GatewayOptions
        {
            SettingsDirectory = SettingsDirectory,
            StateDirectory = StateDirectory,
            ServesApi = servesApi,
            ConsoleListen = ConsoleListen,
            DataPlane = new DataPlaneOptions { Loops = 1 },
        };
        runtime = await GatewayRuntime.StartAsync(
            options, site, Journal, Time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
    }

    public ConduitView Conduit(string name = Plant.Filling) => Runtime.Conduit(name).Value!;

    public async Task<ChangeResult> DoneAsync(ProposalRequest request)
    {
        Answer<ChangeResult> answer = await ProposeAsync(request);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    public Task<Answer<ChangeResult>> ProposeAsync(ProposalRequest request) =>
        Runtime.ProposeAsync(request, "alice", TestContext.Current.CancellationToken);

    public Task<Answer<ChangeResult>> StepAsync(string id, ChangeStep step) =>
        Runtime.StepAsync(id, step, new StepRequest(), "bob", TestContext.Current.CancellationToken);

    public async Task<ChangeResult> StepDoneAsync(string id, ChangeStep step)
    {
        Answer<ChangeResult> answer = await StepAsync(id, step);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    public static ProposalRequest Mode(string mode, bool yes = true, string? trial = null) =>
        new() { Conduit = Plant.Filling, Mode = mode, Reason = "commissioning", Yes = yes, Trial = trial };

    /// <summary>Moves the conduit to confirmed enforce.</summary>
    public async Task EnforceAsync()
    {
        await DoneAsync(Mode("monitor"));
        ChangeResult trial = await DoneAsync(Mode("enforce"));
        await StepDoneAsync(trial.Id, ChangeStep.Confirm);
    }

    public IReadOnlyList<Finding> Findings(FindingKind kind) => Journal.Findings(new FindingQuery(Kind: kind));

    public async ValueTask DisposeAsync()
    {
        if (runtime is not null)
        {
            await runtime.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }
}
