using System.Globalization;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;
using OtEdge.Testing.Mutation;

namespace OtEdge.Tests.Staging;

/// <summary>One run: two and more people, a plant, two clocks and a bad disk, from one seed.</summary>
internal sealed class StagingWorld
{
    private const int StepsMax = 60;

    private static readonly Actor[] People = [Sample.Anna, Sample.Ben, Sample.Eve, Sample.Saf, Sample.Olga, new("mallory", [])];

    private readonly SeededRandom random;
    private readonly SimulatedConduit conduit;
    private readonly StagingOracle oracle;
    private readonly List<ChangeEvent.OfPerson> prepared = [];
    private readonly HashSet<ChangeState> reached = [];
    private TimeSpan wall;
    private int proposals;
    private int looks;

    public StagingWorld(ulong seed)
    {
        random = new SeededRandom(seed);
        conduit = new SimulatedConduit(random);
        oracle = new StagingOracle(conduit);
    }

    /// <summary>States that were reached.</summary>
    public IReadOnlySet<ChangeState> Reached => reached;

    private Moment Now => new(Sample.Start + wall, conduit.Ticks);

    /// <summary>Runs it.</summary>
    public void Run()
    {
        for (int step = 0; step < StepsMax; step++)
        {
            try
            {
                Step();
            }
            catch (PowerLossException)
            {
                Restart();
            }

            if (conduit.Change is { } change)
            {
                reached.Add(change.State);
            }
        }
    }

    /// <summary>How it ended, and what the last change went through.</summary>
    public override string ToString() => string.Join(
        '\n', (conduit.Change?.History ?? []).Select(mark => $"{mark.At:O} {mark.State} {mark.By} {mark.What}").Append($"{conduit.Epoch} {conduit.Active.Mode}"));

    private void Step()
    {
        Pass();
        if (conduit.Change is not { IsInFlight: true } || random.Below(60) == 0)
        {
            Propose();
            return;
        }

        switch (random.Below(40))
        {
            case 0:
                throw new PowerLossException();
            case 1:
                conduit.ShutDown();
                Restart();
                break;
            case 2:
                conduit.Journal.IsDead = !conduit.Journal.IsDead;
                break;
            case 3:
                conduit.Settle();
                break;
            case 4 when !conduit.Change.IsInForce:
                // The news of it may be lost; the facts at arm and start must do.
                conduit.MoveBase(conduit.Posture with { PolicyDigest = $"p{random.Below(9)}" });
                if (random.Below(2) == 0)
                {
                    Take(new ChangeEvent.BaseMoved(Now, conduit.Epoch, "somebody else"));
                }

                break;
            default:
                Take(random.Below(5) < 3 ? Helpful(conduit.Change) : Any(conduit.Change));
                break;
        }
    }

    private void Propose()
    {
        ConduitFacts facts = new()
        {
            Epoch = conduit.Epoch,
            OthersInFlight = conduit.Change is { IsInFlight: true } other ? [other.Id] : [],
        };
        StagedChange draft = Sample.Draft with
        {
            Id = $"c-{++proposals:D4}",
            From = conduit.Posture,
            To = random.Below(8) == 0 ? conduit.Posture : conduit.Posture with { Mode = ConduitMode.Enforce, PolicyDigest = $"q{proposals}" },
            BaseEpoch = conduit.Epoch - (random.Below(8) == 0 ? 1 : 0),
            Author = Pick(People).Name,
            Terms = new ChangeTerms { Governance = (Governance)random.Below(3), Questions = random.Below(4) == 0 ? [ChangeQuestion.Harm] : [] },
        };
        Transition start = Proposing.Start(draft, facts);
        bool isFree = facts.OthersInFlight.Count == 0;
        if (start.IsRefused)
        {
            return;
        }

        if (!isFree || draft.BaseEpoch != conduit.Epoch || draft.To == draft.From)
        {
            throw new InvalidOperationException("a proposal was taken that is stale, empty, or the second of its conduit");
        }

        oracle.Begin();
        prepared.Clear();
        conduit.Propose(draft, start);
    }

    private void Take(ChangeEvent happened)
    {
        StagedChange before = conduit.Change!;
        oracle.Before();
        try
        {
            oracle.After(before, happened, conduit.Take(happened));
        }
        catch (PowerLossException)
        {
            oracle.AfterPowerLoss(before, happened);
            throw;
        }
    }

    private void Restart()
    {
        while (true)
        {
            try
            {
                conduit.Boot();
                oracle.AfterBoot();
                (ChangeState? State, PostureRecord Active, long Epoch) first = (conduit.Change?.State, conduit.Active, conduit.Epoch);
                if (random.Below(4) == 0 && conduit.Change?.State != ChangeState.Soak)
                {
                    conduit.Boot();
                    oracle.AfterBoot();
                    if (first != (conduit.Change?.State, conduit.Active, conduit.Epoch))
                    {
                        throw new InvalidOperationException("a second start led elsewhere than the first");
                    }
                }

                return;
            }
            catch (PowerLossException)
            {
                conduit.Journal.IsDead = false;
            }
        }
    }

    // Monotonic time only goes on; the wall clock goes where it likes.
    private void Pass()
    {
        TimeSpan passed = TimeSpan.FromSeconds(random.Below(4) == 0 ? random.Below(700) : random.Below(20));
        conduit.Ticks += passed.Ticks;
        wall += passed;
        if (random.Below(25) == 0)
        {
            wall += TimeSpan.FromHours(random.Below(800) - 400);
        }

        oracle.WhileDoing(null);
    }

    // What brings the change further, by somebody who may.
    private ChangeEvent Helpful(StagedChange change) => change.Stage switch
    {
        Stage.Draft when change.OpenQuestions.Any() && random.Below(2) == 0 => Answer(),
        Stage.Draft => new ChangeEvent.Checked(Now, Sample.Tightening),
        Stage.Checked => new ChangeEvent.ShadowStarted(Now, Sample.Plan),
        Stage.Shadowing => new ChangeEvent.GatesSeen(Now, Report(change, isMet: true)),
        Stage.Ready => new ChangeEvent.Approved(Now, Pick(People), null, oracle.Look(change)),
        Stage.Approved => new ChangeEvent.Armed(Now, Sample.Ben, Facts()),
        Stage.Armed => new ChangeEvent.FitnessSeen(Now, Facts(), Sample.Fit),
        Stage.Trial => new ChangeEvent.Confirmed(Now, Pick(People), Sample.TokenOf(change)),
        Stage.Soak when random.Below(2) == 0 => new ChangeEvent.SoakSeen(Now, Some("coverage")),
        _ => new ChangeEvent.Confirmed(Now, Pick(People), Sample.TokenOf(change)),
    };

    private ChangeEvent.Answered Answer() =>
        new(Now, Pick(People), [new ChangeAnswer(ChangeQuestion.Harm, random.Below(5) == 0 ? " " : $"the filler {random.Below(3)}")]);

    private ChangeEvent Any(StagedChange change)
    {
        if (prepared.Count > 0 && random.Below(3) == 0)
        {
            // Somebody who looked a while ago acts now.
            return prepared[random.Below(prepared.Count)] with { At = Now };
        }

        ChangeEvent any = random.Below(2) == 0 ? OfPerson(change) : OfPlant(change);
        if (any is ChangeEvent.OfPerson step)
        {
            prepared.Add(step);
        }

        return any;
    }

    private ChangeEvent.OfPerson OfPerson(StagedChange change)
    {
        Actor by = Pick(People);
        string token = random.Below(4) == 0 ? $"{change.Id}.0" : Sample.TokenOf(change);
        string digest = oracle.Look(change);
        ChangeEvent.OfPerson step = random.Below(9) switch
        {
            0 => new ChangeEvent.GatesOverridden(Now, by, Report(change, isMet: random.Below(3) == 0), random.Below(4) == 0 ? "" : "rehearsed"),
            1 => new ChangeEvent.Approved(Now, by, random.Below(2) == 0 ? null : (PlantFunction)random.Below(4), digest),
            2 => random.Below(3) == 0 ? new ChangeEvent.Rejected(Now, by, "no") : new ChangeEvent.Withdrawn(Now, by, ""),
            3 when random.Below(3) == 0 => Answer(),
            3 => new ChangeEvent.Edited(Now, by, change.To with { RefuseWith = (RefusalForm)random.Below(4) }, $"reason {random.Below(3)}"),
            4 => new ChangeEvent.Armed(Now, by, Facts()),
            5 => new ChangeEvent.Extended(Now, by, token),
            6 or 7 => new ChangeEvent.Confirmed(Now, by, token, random.Below(3) == 0 ? "seen enough" : null),
            _ => random.Below(3) == 0 ? new ChangeEvent.Aborted(Now, by, "") : new ChangeEvent.Hurt(Now, by, ""),
        };
        return step with { Seen = random.Below(3) == 0 ? change.Version : null };
    }

    private ChangeEvent OfPlant(StagedChange change) => random.Below(9) switch
    {
        0 => new ChangeEvent.GatesSeen(Now, Report(change, random.Below(3) > 0)),
        1 or 2 => new ChangeEvent.FitnessSeen(Now, Facts(), SomeFitness()),
        3 or 4 => new ChangeEvent.GuardsSeen(Now, random.Below(5) == 0 ? Fact.False("it hurts") : Some("guards")),
        5 => new ChangeEvent.SoakSeen(Now, Some("coverage")),
        6 => new ChangeEvent.EvidenceStale(Now, "another program"),
        7 => random.Below(3) == 0 ? new ChangeEvent.GlassBroken(Now, "broken") : new ChangeEvent.Checked(Now, Sample.Tightening),
        _ => new ChangeEvent.Tick(Now),
    };

    private ReadinessReport Report(StagedChange change, bool isMet)
    {
        ReadinessReport report = Sample.Report(change, isMet, $"e{(++looks).ToString(CultureInfo.InvariantCulture)}");
        return random.Below(10) == 0 ? report with { ChangeDigest = "another" } : report;
    }

    private ConduitFacts Facts() => new()
    {
        Epoch = conduit.Epoch,
        OthersInFlight = random.Below(20) == 0 ? ["c-9999 by otto"] : [],
        Conflicts = random.Below(20) == 0 ? ["filling-opcua"] : [],
        IsGlassBroken = random.Below(20) == 0,
        Listens = random.Below(20) > 0,
    };

    private Fitness SomeFitness() => new()
    {
        Window = Some("window"),
        Interlocks = Some("interlocks"),
        Guards = Some("guards"),
        Clock = Some("clock"),
        Audit = Some("audit"),
    };

    private Fact Some(string words) => random.Below(8) switch
    {
        0 => Fact.False(words),
        1 => Fact.Unknown(words),
        _ => Fact.True(words),
    };

    private T Pick<T>(T[] items) => items[random.Below(items.Length)];
}
