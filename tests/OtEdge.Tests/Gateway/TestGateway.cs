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

    public async Task BootAsync(Site site, bool servesApi = false, bool inOrder = true)
    {
        if (runtime is not null)
        {
            await runtime.DisposeAsync();
        }

        Journal.EndedInOrder = inOrder;

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

    public Task<Answer<ChangeResult>> StepAsync(string id, ChangeStep step, StepRequest? request = null, string user = "bob") =>
        Runtime.StepAsync(id, step, request ?? new StepRequest(), user, TestContext.Current.CancellationToken);

    public async Task<ChangeResult> StepDoneAsync(string id, ChangeStep step, StepRequest? request = null, string user = "bob")
    {
        Answer<ChangeResult> answer = await StepAsync(id, step, request, user);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    /// <summary>A proposal that passes over readiness: a clock that stands still gathers no evidence.</summary>
    public static ProposalRequest Mode(string mode, bool yes = true, string? trial = null) =>
        new() { Conduit = Plant.Filling, Mode = mode, Reason = "commissioning", Yes = yes, Trial = trial, Override = "bench" };

    /// <summary>Moves the conduit to confirmed enforce.</summary>
    public async Task EnforceAsync()
    {
        await DoneAsync(Mode("monitor"));
        ChangeResult trial = await DoneAsync(Mode("enforce"));
        await ConfirmForGoodAsync(trial.Id);
    }

    /// <summary>Ends a trial, and at once its soak.</summary>
    public async Task<ChangeResult> ConfirmForGoodAsync(string id)
    {
        Assert.Equal("soak", (await StepDoneAsync(id, ChangeStep.Confirm)).State);
        return await StepDoneAsync(id, ChangeStep.Confirm, new StepRequest { Override = "bench" });
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
