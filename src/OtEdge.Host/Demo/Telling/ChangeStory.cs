using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Commands;
using OtEdge.Plant;
using OtEdge.Plant.Actors;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;

namespace OtEdge.Host.Demo.Telling;

/// <summary>
/// The story of a change: 1. a conduit is watched; 2. enforcing it is refused by the gates; 3. somebody in a hurry passes over them;
/// 4. a cleaning step is denied, nobody confirms, and it goes back by itself; 5. the policy is mended; 6. the gates are met;
/// 7. trial and soak, and it is confirmed.
/// </summary>
/// <param name="gateway">The gateway.</param>
/// <param name="plant">The plant.</param>
/// <param name="teller">Tells it.</param>
/// <param name="speed">Plant time per real time.</param>
/// <param name="settings">Directory of the settings.</param>
internal sealed class ChangeStory(IGateway gateway, RunningPlant plant, StoryTeller teller, double speed, string settings)
{
    /// <summary>Its word on the command line.</summary>
    public const string Name = "change";

    private const string Conduit = DemoSite.FillingConduit;
    private const string Ines = "ines";
    private const int FindingsMax = 1000;
    private const int HurriesMax = 5;

    // A busy machine loses a recording now and then, and then the next batch has to count.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    private ConduitView Now => gateway.Conduit(Conduit).Value!;

    /// <summary>Tells it from the beginning to the end.</summary>
    /// <param name="stop">Ends it early, without an exception.</param>
    /// <exception cref="CommandFailure">The story came to a place where it cannot go on.</exception>
    public async Task TellAsync(CancellationToken stop)
    {
        try
        {
            teller.Tell($"{Conduit} in observe: everything passes, nothing is judged. The line runs at {speed:0} times its speed.");
            await WatchAsync(stop);
            await HurryAsync(stop);
            await MendAsync(stop);
            await EnforceAsync(await RipenAsync(stop), stop);
            teller.End(gateway.Status());
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            teller.Tell("The story was stopped; nothing that is on trial stays.");
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        await UntilAsync("requests pass", () => Now.RequestsTotal > 10, stop);
        ChangeResult watched = await ProposeAsync(new ProposalRequest { Mode = "monitor", Reason = "see what would be refused", Yes = true }, stop);
        teller.Tell("Now in monitor: judged by its policy and recorded, and still everything passes.", watched.Id, watched.State);

        await UntilAsync("the line produces", () => plant.Status.View.State == FillerState.Execute, stop);
        Answer<ChangeResult> early = await gateway.ProposeAsync(Enforcing(null, yes: true) with { Conduit = Conduit }, Ines, stop);
        teller.Tell(early.IsDone
            ? throw Stuck("the gates let an untried policy pass")
            : $"Enforcing is refused by the gates: {OneGate(early.Refusal, "coverage")}");
    }

    private async Task HurryAsync(CancellationToken stop)
    {
        ChangeResult trial = await ProposeAsync(Enforcing("we know our line", yes: true) with { Trial = "15s" }, stop);
        teller.Tell($"Ines is in a hurry and passes over them (\"we know our line\"). On trial for 15 s; without a confirmation it goes back.", trial.Id, trial.State);

        FindingView? denied = null;
        for (int hurry = 1; denied is null; hurry++)
        {
            // Where the batch takes longer than the trial, she tries again.
            trial = hurry == 1 ? trial
                : hurry <= HurriesMax ? await ProposeAsync(Enforcing("we know our line", yes: true) with { Trial = "15s" }, stop)
                : throw Stuck($"no cleaning began in {HurriesMax} trials");
            await UntilAsync("cleaning begins", () => (denied = Denied()) is not null || gateway.Change(trial.Id).Value!.State == "rolled_back", stop);
        }

        teller.Tell($"Cleaning begins, and its valve does not move: {denied!.Text.Split(';')[0]}.", trial.Id, "trial");

        await UntilAsync("the trial goes back", () => gateway.Change(trial.Id).Value!.State == "rolled_back", stop);
        ChangeView back = gateway.Change(trial.Id).Value!;
        teller.Tell(
            $"Nobody confirms that, and it goes back by itself: {back.Outcome}. {Conduit} is in {Now.Mode} again.",
            back.Id,
            back.State);
    }

    private async Task MendAsync(CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(settings, "policies", StorySite.PolicyFile), StorySite.MendedPolicy, stop);
        Answer<ReloadResult> read = await gateway.ReloadAsync(Ines, stop);
        string draft = read.Value?.Drafts is [var made, ..] ? made : throw Stuck($"the mended policy gave no draft: {read.Refusal?.Detail}");
        ChangeResult mended = await StepAsync(draft, ChangeStep.Arm, new StepRequest(), stop);
        teller.Tell(
            $"Its file gets the rule {StorySite.MendedRule} and is read again, which proposes it: {gateway.Change(draft).Value!.Summary}. "
            + "In monitor it refuses nothing more than before, so it holds at once.",
            mended.Id,
            mended.State);
    }

    private async Task<string> RipenAsync(CancellationToken stop)
    {
        ChangeResult draft = await ProposeAsync(Enforcing(null, yes: false), stop);
        ChangeResult seen = draft;
        bool isToldOf = false;
        await UntilAsync("every gate is met", async () =>
        {
            seen = await StepAsync(draft.Id, ChangeStep.Check, new StepRequest(), stop);
            if (!isToldOf && seen.State == "shadowing")
            {
                isToldOf = true;
                teller.Tell($"Proposed again, in patience. It waits for: {string.Join(" ", seen.WaitsFor)}", seen.Id, seen.State);
            }

            return seen.State == "ready";
        }, stop);
        teller.Tell(
            $"Every gate is met: {string.Join(" ", gateway.Change(draft.Id).Value!.Gates.Where(gate => gate.Gate is "triage" or "coverage").SelectMany(gate => gate.Why))}",
            seen.Id,
            seen.State);
        return draft.Id;
    }

    private async Task EnforceAsync(string id, CancellationToken stop)
    {
        var paths = new PlantPaths(IPEndPoint.Parse(Now.Listen!), IPEndPoint.Parse(gateway.Conduit(DemoSite.PackerConduit).Value!.Listen!));
        using var strangers = new EngineeringStation(paths, Patience, NullLogger.Instance, teller.Time);
        long refused = Now.RefusedTotal;
        ChangeResult trial = await StepAsync(id, ChangeStep.Arm, new StepRequest(), stop);
        teller.Tell("On trial once more: this time without passing over anything.", trial.Id, trial.State);
        Misdeed deed = Misdeed.All.First(misdeed => misdeed is { ByStranger: true, AtPacker: false });
        string answer = (await strangers.MisbehaveAsync(deed, stop)).ToString();
        await UntilAsync("the stranger is refused", () => Now.RefusedTotal > refused, stop);
        ChangeResult soak = await StepAsync(id, ChangeStep.Confirm, new StepRequest(), stop);
        teller.Tell($"{char.ToUpperInvariant(deed.Sentence[0])}{deed.Sentence[1..]}: {answer}. The line runs. The trial is confirmed, and the soak begins.", soak.Id, soak.State);

        Answer<ChangeResult>? done = null;
        await UntilAsync("the soak is covered", async () =>
        {
            done = await gateway.StepAsync(id, ChangeStep.Confirm, new StepRequest(), Ines, stop);
            return done.IsDone;
        }, stop);
        teller.Tell("A whole batch and a whole cleaning ran through it: confirmed for good.", id, done!.Value!.State);
        await Task.Delay(Breath, teller.Time, stop);
        int own = Refused().Count(finding => IsOfTheLine(finding) && finding.LastSeen > gateway.Change(id).Value!.StateAt);
        teller.Tell(
            $"{Conduit} enforces: {Now.RequestsTotal:N0} requests, {Now.RefusedTotal:N0} refused; of the line's own since then: {own}.");
    }

    private static ProposalRequest Enforcing(string? passOver, bool yes) => new()
    {
        Mode = "enforce",
        Reason = "only what the policy allows",
        Override = passOver,
        Trial = "2m",
        Yes = yes,
    };

    private static string OneGate(Refusal refusal, string gate) =>
        refusal.Detail.Split('\n').FirstOrDefault(line => line.TrimStart().StartsWith(gate, StringComparison.Ordinal))?.Trim() ?? refusal.Detail;

    private static CommandFailure Stuck(string where) => new(ExitCode.Found, $"the story cannot go on: {where}.");

    private static bool IsOfTheLine(FindingView finding) =>
        finding.Client == PlantAddresses.Hmi.ToString() || finding.Client == PlantAddresses.Mes.ToString();

    private FindingView[] Refused() =>
        gateway.Findings(new FindingQuery(Conduit, Verdict: VerdictWord.Refused, CountMax: FindingsMax)).Value ?? [];

    private FindingView? Denied() => Refused().FirstOrDefault(finding => IsOfTheLine(finding) && finding.Address == FillerRegisters.DrainByHand);

    private async Task<ChangeResult> ProposeAsync(ProposalRequest request, CancellationToken stop)
    {
        Answer<ChangeResult> answer = await gateway.ProposeAsync(request with { Conduit = Conduit }, Ines, stop);
        return answer.IsDone ? answer.Value : throw Stuck(answer.Refusal.Detail);
    }

    private async Task<ChangeResult> StepAsync(string id, ChangeStep step, StepRequest request, CancellationToken stop)
    {
        Answer<ChangeResult> answer = await gateway.StepAsync(id, step, request, Ines, stop);
        return answer.IsDone ? answer.Value : throw Stuck(answer.Refusal.Detail);
    }

    private Task UntilAsync(string what, Func<bool> isSo, CancellationToken stop) =>
        UntilAsync(what, () => Task.FromResult(isSo()), stop);

    private async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken stop)
    {
        long began = teller.Time.GetTimestamp();
        while (!await isSo())
        {
            if (teller.Time.GetElapsedTime(began) > Patience)
            {
                throw Stuck($"waited {Patience.TotalSeconds:0} s until {what}; is this machine very busy?");
            }

            await Task.Delay(Pace, teller.Time, stop);
        }
    }
}
