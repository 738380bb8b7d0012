using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Modbus;

/// <summary>Sees every operation of one client after it was judged, and has no say in it.</summary>
internal sealed class OperationWitness
{
    private readonly ConduitRecorder? recorder;
    private readonly SessionFindings findings;
    private readonly int client;

    /// <summary>Makes the witness of one connection.</summary>
    public OperationWitness(ConduitContext conduit, SessionFindings findings, ClientIdentity client)
    {
        this.findings = findings;
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
        if (recorder is null)
        {
            return;
        }

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
