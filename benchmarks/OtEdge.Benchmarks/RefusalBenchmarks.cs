using BenchmarkDotNet.Attributes;
using OtEdge.Conduits.Modbus;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Benchmarks;

/// <summary>Hops 5 and 6 for a request that is refused: the verdict, its form and its exception.</summary>
[MemoryDiagnoser]
public class RefusalBenchmarks
{
    private readonly Posture posture = new(
        ConduitMode.Enforce, EnforcementScope.Everything, RuleSet.None, FaultStance.Forward, RefusalForm.Reply);

    private readonly Decision decision = new(DecisionReason.Range);
    private readonly byte[] request = Requests.WriteHolding(1, 100);
    private readonly byte[] answer = new byte[ReplyWriter.ExceptionAduBytes];

    [Benchmark]
    public int Refuse()
    {
        if (Enforcement.Resolve(posture, clientInScope: true, OperationClass.Write, decision) is not Verdict.Refuse
            || RefusalTable.FormOf(posture, decision) != RefusalForm.Reply)
        {
            return 0;
        }

        AduHeader header = AduHeader.Of(request);
        return new ReplyWriter(answer, header.TransactionId, header.Unit).Exception(
            header.Function, RefusalTable.CodeOf(decision.Reason));
    }
}
