using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Recording;
using OtEdge.Host.Regimes;
using OtEdge.Plant.Line;
using OtEdge.Plant.Rehearsing;

namespace OtEdge.Host.Rehearsing;

/// <summary>Judges what passes in a rehearsal as a conduit in monitor would, and hands it to the recorder that gateways use.</summary>
internal sealed class RehearsalWitness : IPlantWitness
{
    /// <summary>Name of the tag that tells the regimes.</summary>
    public const string StateTag = "filler.state";

    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(10);

    private readonly FlowRecorder recorder;
    private readonly RegimeRunner regimes;
    private readonly IFlowStore store;
    private readonly FlowCollector learned;
    private readonly JudgingMemory memory = new();
    private readonly Dictionary<IPAddress, ClientIdentity> clients = [];
    private RuleSet? rules;
    private int minutes;

    /// <summary>Makes a witness of a conduit that observes.</summary>
    public RehearsalWitness(FlowRecorder recorder, RegimeRunner regimes, IFlowStore store, FlowCollector learned)
    {
        this.recorder = recorder;
        this.regimes = regimes;
        this.store = store;
        this.learned = learned;
    }

    /// <summary>Judges by rules from now on; nothing more is learned.</summary>
    public void Monitor(RuleSet next) => rules = next;

    /// <inheritdoc/>
    public void See(IPAddress client, in Operation operation, long times, DateTimeOffset utc)
    {
        if (!clients.TryGetValue(client, out var identity))
        {
            clients.Add(client, identity = new ClientIdentity(client));
        }

        Decision decision = (rules ?? RuleSet.None).For(identity).Decide(operation, memory, identity, new JudgingTime(utc.UtcTicks, utc));
        var posture = new Posture(rules is null ? ConduitMode.Observe : ConduitMode.Monitor, EnforcementScope.Everything, rules ?? RuleSet.None);
        VerdictWord verdict = Enforcement.WouldBeRefused(posture, decision) ? VerdictWord.WouldBeRefused : VerdictWord.Allowed;
        if (rules is null)
        {
            learned.Begin(new ReplayedRequest(identity, utc, times));
            learned.Take(operation);
        }

        if (operation.Class == OperationClass.Read)
        {
            TakeRead(client, operation, times, (decision, verdict), utc);
        }
        else
        {
            TakeOperation(client, operation, (decision, verdict), utc);
        }
    }

    /// <inheritdoc/>
    public void SeeState(FillerState state, DateTimeOffset utc) =>
        regimes.Take(new RegimeEvent.ValueSeen(StateTag, new TagReading((double)state, null, utc)));

    /// <inheritdoc/>
    public void Minute(DateTimeOffset utc)
    {
        // Virtual time runs thousands of times faster than the disk; what a gateway may shed, a rehearsal waits for.
        recorder.Flush();
        if (++minutes % 60 == 0)
        {
            recorder.Flush(isWhole: true);
            store.Flush(FlushTimeout);
        }
    }

    private void TakeRead(
        IPAddress client, in Operation operation, long times, (Decision Decision, VerdictWord Verdict) judged, DateTimeOffset utc)
    {
        var count = new FlowCount
        {
            Client = client,
            Class = operation.Class,
            Function = operation.Function,
            Unit = operation.Unit,
            Space = operation.Space,
            Address = operation.Address,
            Count = operation.Count,
            Times = times,
            WouldBeRefused = judged.Verdict == VerdictWord.WouldBeRefused ? times : 0,
            LastDecision = judged.Decision,
            LastVerdict = judged.Verdict,
            Rules = rules,
        };
        recorder.TakeReads(0, [count], utc);
    }

    private void TakeOperation(
        IPAddress client, in Operation operation, (Decision Decision, VerdictWord Verdict) judged, DateTimeOffset utc)
    {
        var finding = new TrafficFinding
        {
            Conduit = 0,
            Kind = FindingKind.Operation,
            Verdict = judged.Verdict,
            Decision = judged.Decision,
            Rules = rules,
            Utc = utc,
            Client = client,
            Class = operation.Class,
            Function = operation.Function,
            Unit = operation.Unit,
            Space = operation.Space,
            Address = operation.Address,
            Count = operation.Count,
        };
        finding.SetData(operation.Data);
        recorder.TakeOperations([finding]);
        memory.Learn(rules ?? RuleSet.None, operation.Unit, operation.Space, operation.Address, operation.Count, operation.Data);
    }
}
