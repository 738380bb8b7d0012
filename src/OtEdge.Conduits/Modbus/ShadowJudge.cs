using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Modbus;

/// <summary>Judges the operations of one client by a candidate, after the live rules have had their say; what it says changes nothing.</summary>
internal sealed class ShadowJudge
{
    private static readonly Decision MalformedDecision = new(DecisionReason.Malformed);
    private readonly ConduitContext conduit;
    private readonly SessionFindings findings;
    private readonly ClientIdentity client;
    private ShadowCourse? course;
    private ClientRules? rules;

    /// <summary>Makes the judge of one connection.</summary>
    public ShadowJudge(ConduitContext conduit, SessionFindings findings, ClientIdentity client)
    {
        this.conduit = conduit;
        this.findings = findings;
        this.client = client;
    }

    /// <summary>Judges one operation.</summary>
    /// <param name="shadow">The candidate.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="live">What the live rules say.</param>
    /// <param name="word">What is done.</param>
    public void Judge(ShadowCourse shadow, in Operation operation, in Decision live, VerdictWord word)
    {
        try
        {
            if (!ReferenceEquals(shadow, course))
            {
                course = shadow;
                rules = null;
                rules = shadow.Rules.For(client);
            }

            Compare(shadow, operation, live, word);
        }
        catch (Exception fault)
        {
            // The live judgement stands, whatever goes wrong beside it.
            shadow.CountFault();
            conduit.Loop.LogFault(fault);
        }
    }

    private void Compare(ShadowCourse shadow, in Operation operation, in Decision live, VerdictWord word)
    {
        Decision decision = Decide(shadow, operation);
        bool isRefused = !decision.IsAllowed;

        // An observing conduit objects to nothing but what is pinned, whatever rules it has.
        bool isObjectedTo = !live.IsAllowed && word != VerdictWord.Allowed;
        shadow.Count(isRefused, isRefused != isObjectedTo);
        if (isRefused != isObjectedTo)
        {
            findings.TellIfRoomy(findings.Make(
                FindingKind.ShadowDifference, word, operation, decision, (shadow.Rules, null)));
        }
    }

    private Decision Decide(ShadowCourse shadow, in Operation operation)
    {
        if (operation.Class != OperationClass.Malformed)
        {
            return rules!.Decide(operation, shadow.Memory, client, conduit.Clock.Now);
        }

        Decision widest = rules!.Decide(ModbusInspector.Widest(operation.Data), shadow.Memory, client, conduit.Clock.Now);
        return widest.Reason == DecisionReason.Pinned ? widest : MalformedDecision;
    }
}
