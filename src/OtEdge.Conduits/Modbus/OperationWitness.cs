using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Modbus;

/// <summary>Sees every operation of one client after it was judged, and has no say in it.</summary>
internal sealed class OperationWitness
{
    private readonly ConduitContext conduit;
    private readonly ConduitRecorder? recorder;
    private readonly SessionFindings findings;
    private readonly ShadowJudge shadow;
    private readonly int client;

    /// <summary>Makes the witness of one connection.</summary>
    public OperationWitness(ConduitContext conduit, SessionFindings findings, ClientIdentity client)
    {
        this.conduit = conduit;
        this.findings = findings;
        shadow = new ShadowJudge(conduit, findings, client);
        recorder = conduit.Recorder;
        this.client = recorder?.NumberOf(client.Address) ?? 0;
    }

    /// <summary>Takes note of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="decision">What the live rules say.</param>
    /// <param name="word">What is done.</param>
    /// <param name="rules">The live rules.</param>
    public void See(in Operation operation, in Decision decision, VerdictWord word, RuleSet rules)
    {
        if (recorder is not null)
        {
            TryRecord(recorder, operation, decision, word, rules);
        }

        if (conduit.Shadow is { } course)
        {
            shadow.Judge(course, operation, decision, word);
        }
    }

    private void TryRecord(ConduitRecorder recorder, in Operation operation, in Decision decision, VerdictWord word, RuleSet rules)
    {
        try
        {
            Record(recorder, operation, decision, word, rules);
        }
        catch (Exception fault)
        {
            // The judgement stands, whatever goes wrong while it is written down.
            recorder.CountLost();
            conduit.Loop.LogFault(fault);
        }
    }

    private void Record(ConduitRecorder recorder, in Operation operation, in Decision decision, VerdictWord word, RuleSet rules)
    {
        if (operation.Class == OperationClass.Read)
        {
            recorder.CountRead(FlowKey.Of(client, operation), word, decision, rules);
        }
        else
        {
            recorder.Take(findings.Make(FindingKind.Operation, word, operation, decision, (rules, null)));
        }
    }
}
