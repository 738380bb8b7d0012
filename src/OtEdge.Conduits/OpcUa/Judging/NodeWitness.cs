using System.Security.Cryptography;
using System.Text;
using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>Sees every item of one client after it was judged, and has no say in it: findings, recording, and the shadowed candidate.</summary>
internal sealed class NodeWitness
{
    // The items beyond these leave room in the ring for what others have to tell.
    private const int FindingsPerRequestMax = 16;
    private static readonly TimeSpan NotesAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly ConduitContext conduit;
    private readonly Session session;
    private readonly NodeDeeds deeds;
    private Decision lastNoted;
    private long lastNotedTicks = long.MinValue;
    private int told;
    private ShadowCourse? course;
    private NodeRules? candidate;

    /// <summary>Makes the witness of one connection.</summary>
    public NodeWitness(ConduitContext conduit, Session session)
    {
        this.conduit = conduit;
        this.session = session;
        deeds = conduit.Recorder?.Deeds ?? new NodeDeeds();
    }

    /// <summary>A new request begins.</summary>
    public void BeginRequest() => told = 0;

    /// <summary>Takes note of an item.</summary>
    /// <param name="operation">The item.</param>
    /// <param name="decision">What the live rules say.</param>
    /// <param name="word">What is done.</param>
    /// <param name="live">Who asks which server, and the live rules.</param>
    /// <returns>What the item is, as it is recorded; nothing where nothing is recorded.</returns>
    public (long Number, NodeDeed? Deed) See(
        in NodeOperation operation, in Decision decision, VerdictWord word, (NodeClient Client, NamespaceTable Namespaces, RuleSet Rules) live)
    {
        bool isNoted = decision.IsAllowed && IsWorthNoting(decision);
        bool isTold = word != VerdictWord.Allowed || isNoted;
        (long Number, NodeDeed Deed) deed = default;
        try
        {
            if (isTold || conduit.Recorder is not null)
            {
                deed = deeds.Of(operation, live.Client, live.Namespaces);
            }

            if (conduit.Recorder is { } recorder)
            {
                Record(recorder, operation, deed, decision, word, live.Rules);
            }

            if (isTold)
            {
                FindingKind kind = isNoted
                    ? decision.Notes.HasFlag(DecisionNotes.Expired) ? FindingKind.ExpiredRule : FindingKind.StepUnknown
                    : operation.IsMalformed ? FindingKind.MalformedRequest : FindingKind.Refusal;
                Tell(Make(kind, word, operation, deed.Deed!, decision, live.Rules), word);
            }
        }
        catch (Exception fault)
        {
            // The judgement stands, whatever goes wrong while it is written down.
            conduit.Recorder?.CountLost();
            conduit.Loop.LogFault(fault);
        }

        if (conduit.Shadow is { } shadow)
        {
            Compare(shadow, operation, decision, word, live);
        }

        return deed;
    }

    /// <summary>Tells that an item could not be judged.</summary>
    public void TellFault(VerdictWord word, in Decision decision, RuleSet rules)
    {
        TrafficFinding finding = session.NewFinding(FindingKind.JudgingFault, "OtEdge failed to judge this request; `on-fault` decided");
        finding.Verdict = word;
        finding.Decision = decision;
        finding.Rules = rules;
        conduit.Report(finding);
    }

    /// <summary>Tells that the rules no longer allow what goes on by itself.</summary>
    /// <param name="operation">What it was made by.</param>
    /// <param name="decision">What the rules say now.</param>
    /// <param name="verdict">What is done.</param>
    /// <param name="live">Who has made it at which server, and the live rules.</param>
    public void TellReview(
        in NodeOperation operation, in Decision decision, Verdict verdict, (NodeClient Client, NamespaceTable Namespaces, RuleSet Rules) live)
    {
        VerdictWord word = verdict is Verdict.Refuse ? VerdictWord.Refused : VerdictWord.WouldBeRefused;
        TrafficFinding finding = Make(
            FindingKind.Refusal, word, operation, deeds.Of(operation, live.Client, live.Namespaces).Deed, decision, live.Rules);
        finding.Detail = word == VerdictWord.Refused
            ? "it was allowed before, so OtEdge has silenced this monitored item at the server; it speaks again when the rules allow it again"
            : "it was allowed before, and this monitored item goes on";
        Tell(finding, word);
    }

    /// <summary>Tells which namespaces the server has, for who compares it with what it was; what is too long is told by its digest.</summary>
    public void TellNamespaces(IReadOnlyList<string> uris)
    {
        byte[] whole = Encoding.UTF8.GetBytes(string.Join(' ', uris));
        TrafficFinding finding = session.NewFinding(FindingKind.DeviceChanged, TrafficFinding.NamespacesDetail);
        finding.SetData(whole.Length <= TrafficFinding.DataBytesMax
            ? whole
            : Encoding.ASCII.GetBytes($"{uris.Count} namespaces, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(whole))}"));
        conduit.Report(finding);
    }

    /// <summary>Tells that the client goes on with a session whose begin was not seen.</summary>
    public void TellUnseenSession() => conduit.Report(session.NewFinding(
        FindingKind.SessionUnseen,
        "goes on with a session that was made before OtEdge saw it: its user and its monitored items are not known, so what they bring is not held against the rules until the client makes them anew"));

    /// <summary>Takes in a value for the candidate.</summary>
    public void Learn(in NodeSpan node, in NodeValue value)
    {
        if (conduit.Shadow is { } shadow && ReferenceEquals(shadow, course))
        {
            candidate?.Learn(shadow.Memory, node, value);
        }
    }

    private void Record(
        ConduitRecorder recorder,
        in NodeOperation operation,
        (long Number, NodeDeed Deed) deed,
        in Decision decision,
        VerdictWord word,
        RuleSet rules)
    {
        if (operation.Class is OperationClass.Write or OperationClass.Call or OperationClass.Admin or OperationClass.Malformed)
        {
            recorder.Take(Make(FindingKind.Operation, word, operation, deed.Deed, decision, rules));
        }
        else
        {
            recorder.CountRead(deed, word, decision, rules);
        }
    }

    private TrafficFinding Make(
        FindingKind kind, VerdictWord word, in NodeOperation operation, NodeDeed deed, in Decision decision, RuleSet rules)
    {
        TrafficFinding finding = session.NewFinding(kind);
        finding.Verdict = word;
        finding.Decision = decision;
        finding.Rules = rules;
        finding.Class = operation.Class;
        finding.Deed = conduit.Paths.Of(deed.Node) is { } path ? deed with { Path = path } : deed;
        finding.ValueType = operation.Value.Type;
        finding.IsArray = operation.Value.IsArray;
        finding.HasIndexRange = operation.HasIndexRange;
        finding.SetData(operation.Value.Data);
        return finding;
    }

    private void Tell(in TrafficFinding finding, VerdictWord word)
    {
        conduit.Report(finding, onlyIfRoomy: told++ >= FindingsPerRequestMax);
        if (word != VerdictWord.Allowed && told == 1)
        {
            session.Flight?.Trigger(finding);
        }
    }

    // With every poll the same note would come again.
    private bool IsWorthNoting(in Decision decision)
    {
        if ((decision.Notes & (DecisionNotes.Expired | DecisionNotes.StepUnknown)) == 0
            || (decision == lastNoted && conduit.Clock.Ticks - lastNotedTicks < NotesAtMostEvery.Ticks))
        {
            return false;
        }

        lastNoted = decision;
        lastNotedTicks = conduit.Clock.Ticks;
        return true;
    }

    private void Compare(
        ShadowCourse shadow, in NodeOperation operation, in Decision live, VerdictWord word, (NodeClient Client, NamespaceTable Namespaces, RuleSet Rules) asked)
    {
        try
        {
            if (!ReferenceEquals(shadow, course) || candidate is null
                || !ReferenceEquals(candidate.Client, asked.Client) || !ReferenceEquals(candidate.Namespaces, asked.Namespaces))
            {
                course = shadow;
                candidate = null;
                candidate = shadow.Rules.ForNodes(asked.Client, asked.Namespaces);
            }

            Decision decision = candidate.Decide(operation, shadow.Memory, conduit.Clock.Now);
            bool isRefused = !decision.IsAllowed;

            // An observing conduit objects to nothing but what is pinned, whatever rules it has.
            bool isObjectedTo = !live.IsAllowed && word != VerdictWord.Allowed;
            shadow.Count(isRefused, isRefused != isObjectedTo);
            if (isRefused != isObjectedTo)
            {
                NodeDeed deed = deeds.Of(operation, asked.Client, asked.Namespaces).Deed;
                conduit.Report(Make(FindingKind.ShadowDifference, word, operation, deed, decision, shadow.Rules), onlyIfRoomy: true);
            }
        }
        catch (Exception fault)
        {
            // The live judgement stands, whatever goes wrong beside it.
            shadow.CountFault();
            conduit.Loop.LogFault(fault);
        }
    }
}
