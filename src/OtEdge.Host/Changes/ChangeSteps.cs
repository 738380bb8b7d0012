using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Gateway;


namespace OtEdge.Host.Changes;

/// <summary>Takes the steps after the proposal that people ask for.</summary>
/// <param name="scene">What it works on.</param>
/// <param name="runner">Does the steps.</param>
/// <param name="gates">Asks the record.</param>
/// <param name="facts">Gathers what holds around a change.</param>
/// <param name="plant">Asks the plant.</param>
internal sealed class ChangeSteps(ChangeScene scene, ChangeRunner runner, GateKeeper gates, ChangeFacts facts, IPlant plant)
{
    private readonly ChangeFinder finder = new(scene.Deck, scene.Ledger);

    /// <summary>Takes one step with a change.</summary>
    public async Task<Answer<ChangeResult>> TakeAsync(
        string id, ChangeStep step, StepRequest request, Actor by, CancellationToken cancellation)
    {
        PlantFunction? function = null;
        if (request.For is { } word && (function = FunctionNamed(word)) is null)
        {
            return new Refusal(
                RefusalKind.Invalid, "Unknown function", $"\"{word}\" is no function; expected operations, engineering, security or safety.");
        }

        Answer<ChangeAnswer[]> answers = AnswerReader.Read(request.Answers);
        if (!answers.IsDone)
        {
            return answers.Refusal;
        }

        Answer<FoundChange> found = finder.Find(id, step);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        // The record is read before the turn is taken: an abort must never wait for it.
        Answer<SeenEvidence> seen = Look(found.Value, step);
        if (!seen.IsDone)
        {
            return seen.Refusal;
        }

        var ask = new StepAsk(step, request, by, function) { Answers = answers.Value };
        return await scene.Turn.TakeAsync(() => Take(found.Value.Change.Id, ask, seen.Value), cancellation);
    }

    private Answer<ChangeResult> Take(string id, StepAsk ask, SeenEvidence seen)
    {
        Answer<FoundChange> found = finder.Find(id, ask.Step);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        (LiveConduit live, StagedChange change) = found.Value;
        var path = new ChangePath(change);
        Moment now = scene.Ledger.Moment;
        if (!Walk(path, live, ask, seen, now))
        {
            return ChangeRefusals.Of(path.Change, path.Refusal!);
        }

        Answer<StagedChange> done = runner.Do(live, path);
        return done.IsDone ? ChangeWords.Result(done.Value) : done.Refusal;
    }

    private bool Walk(ChangePath path, LiveConduit live, StepAsk ask, SeenEvidence seen, Moment now)
    {
        (ChangeStep step, StepRequest request, Actor by, PlantFunction? function) = ask;
        string why = request.Reason?.Trim() ?? "";
        string? passOver = string.IsNullOrWhiteSpace(request.Override) ? null : request.Override.Trim();
        StagedChange change = path.Change;
        string token = request.Token ?? ChangeViews.TokenOf(change) ?? "";
        return step switch
        {
            ChangeStep.Check => Climb().Prepare(path),
            ChangeStep.Approve => Climb().Prepare(path) && path.Take(new ChangeEvent.Approved(now, by, function, Approvable(path.Change)) { Seen = request.Seen }),
            ChangeStep.Arm => Climb().Climb(path, facts.Of(live, change), armed => plant.FitnessFor(armed, now.Wall), mustArm: true),
            ChangeStep.Reject => path.Take(new ChangeEvent.Rejected(now, by, why) { Seen = request.Seen }),
            ChangeStep.Extend => path.Take(new ChangeEvent.Extended(now, by, token) { Seen = request.Seen }),
            ChangeStep.Confirm => (seen.Soak is null || path.Take(new ChangeEvent.SoakSeen(now, seen.Soak)))
                && path.Take(new ChangeEvent.Confirmed(now, by, token, passOver) { For = function, Seen = request.Seen }),
            ChangeStep.Answer => path.Take(new ChangeEvent.Answered(now, by, ask.Answers) { Seen = request.Seen }),
            ChangeStep.Abort => path.Take(new ChangeEvent.Aborted(now, by, why)),
            ChangeStep.Hurt => path.Take(new ChangeEvent.Hurt(now, by, why)),
            _ => path.Take(new ChangeEvent.Withdrawn(now, by, why) { Seen = request.Seen }),
        };

        // Comparing policies takes a while, and going back must not wait for what it does not need.
        ChangeClimb Climb() => new(by, now)
        {
            Check = seen.Check ?? change.Stage.Clearance?.Check ?? facts.Check(live, change.From, change.To),
            Plan = gates.Plan,
            Report = seen.Report,
            Override = passOver,
            Seen = request.Seen,
        };
    }

    private Answer<SeenEvidence> Look(FoundChange found, ChangeStep step)
    {
        (LiveConduit live, StagedChange change) = found;
        if (step == ChangeStep.Confirm && change.State == ChangeState.Soak)
        {
            return new SeenEvidence { Soak = gates.SoakOf(change, scene.Ledger.Now) };
        }

        bool isGathering = step is ChangeStep.Check or ChangeStep.Approve or ChangeStep.Arm
            && change.Stage is Stage.Draft or Stage.Checked or Stage.Shadowing;
        bool isStarting = step == ChangeStep.Arm && change is { IsInForce: false, Stage.Clearance.Readiness: not null };
        if (!isGathering && !isStarting)
        {
            return new SeenEvidence();
        }

        ChangeCheck check = change.Stage.Clearance?.Check ?? facts.Check(live, change.From, change.To);
        if (!check.Tightens)
        {
            return new SeenEvidence { Check = check };
        }

        Answer<ReadinessReport> report = gates.Ask(live, change);
        return report.IsDone ? new SeenEvidence { Check = check, Report = report.Value } : report.Refusal;
    }

    private static string Approvable(StagedChange change) =>
        change.Stage.Clearance is { } clearance ? ChangeDigest.OfApproval(change, clearance) : "";

    private static PlantFunction? FunctionNamed(string word)
    {
        foreach (PlantFunction function in Enum.GetValues<PlantFunction>())
        {
            if (Words.Of(function) == word)
            {
                return function;
            }
        }

        return null;
    }
}
