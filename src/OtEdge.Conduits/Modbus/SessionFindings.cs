using System.Buffers.Binary;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>Fills in what one connection finds and sends it on its way.</summary>
/// <param name="conduit">Where it belongs.</param>
/// <param name="session">Whose findings they are.</param>
internal sealed class SessionFindings(ConduitContext conduit, Session session)
{
    private static readonly TimeSpan NotesAtMostEvery = TimeSpan.FromSeconds(1);
    private Decision lastNoted;
    private long lastNotedTicks = long.MinValue;

    /// <summary>Keeps the connection's last frames; null: nothing is kept.</summary>
    public FlightTrack? Flight => session.Flight;

    /// <summary>Tells of an operation.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="word">What was done.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="decision">What the rules say.</param>
    /// <param name="context">The rules that decided, and a constant text that says more.</param>
    public void Tell(
        FindingKind kind,
        VerdictWord word,
        in Operation operation,
        in Decision decision,
        (RuleSet? Rules, string? Detail) context)
    {
        TrafficFinding finding = Make(kind, word, operation, decision, context);
        conduit.Report(finding);
        if (word != VerdictWord.Allowed && kind is FindingKind.Refusal or FindingKind.MalformedRequest)
        {
            Flight?.Trigger(finding);
        }
    }

    /// <summary>Sends on its way what must not keep out anything that matters more; otherwise it is counted as shed.</summary>
    public void TellIfRoomy(in TrafficFinding finding) => conduit.Report(finding, onlyIfRoomy: true);

    /// <summary>Makes what is told of an operation.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="word">What was done.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="decision">What the rules say.</param>
    /// <param name="context">The rules that decided, and a constant text that says more.</param>
    public TrafficFinding Make(
        FindingKind kind,
        VerdictWord word,
        in Operation operation,
        in Decision decision,
        (RuleSet? Rules, string? Detail) context)
    {
        TrafficFinding finding = session.NewFinding(kind, context.Detail);
        finding.Verdict = word;
        finding.Decision = decision;
        finding.Rules = context.Rules;
        finding.Class = operation.Class;
        finding.Function = operation.Function;
        finding.Unit = operation.Unit;
        finding.Space = operation.Space;
        finding.File = operation.File;
        finding.Address = operation.Address;
        finding.Count = operation.Count;
        if (operation.IsMask)
        {
            Span<byte> masks = stackalloc byte[2 * sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(masks, operation.AndMask);
            BinaryPrimitives.WriteUInt16BigEndian(masks[sizeof(ushort)..], operation.OrMask);
            finding.SetData(masks);
        }
        else
        {
            finding.SetData(operation.Data);
        }

        return finding;
    }

    /// <summary>Tells what is worth saying of an allowed operation: for equal ones once a second, for they come with every poll.</summary>
    public void TellNotes(in Operation operation, in Decision decision, RuleSet rules)
    {
        if ((decision.Notes & (DecisionNotes.Expired | DecisionNotes.StepUnknown)) == 0
            || (decision == lastNoted && conduit.Clock.Ticks - lastNotedTicks < NotesAtMostEvery.Ticks))
        {
            return;
        }

        lastNoted = decision;
        lastNotedTicks = conduit.Clock.Ticks;
        FindingKind kind =
            (decision.Notes & DecisionNotes.Expired) != 0 ? FindingKind.ExpiredRule : FindingKind.StepUnknown;
        Tell(kind, VerdictWord.Allowed, operation, decision, (rules, null));
    }

    /// <summary>Tells of a request that the device let down.</summary>
    public void TellOf(FindingKind kind, in PendingRequest request, string detail)
    {
        ModbusRange range = request.Write.IsEmpty ? request.Read : request.Write;
        var operation = new Operation
        {
            Class = (OperationClass)(int)ModbusFunctions.ClassOf(request.Function, request.Sub),
            Function = new FunctionId(request.Function, request.Sub),
            Unit = request.Unit,
            Space = ModbusInspector.SpaceOf(range.Space),
            Address = range.Address,
            Count = range.Count,
        };
        Tell(kind, VerdictWord.Allowed, operation, default, (null, detail));
    }

    /// <summary>Tells of a frame of the device.</summary>
    public void TellReply(FindingKind kind, VerdictWord word, ReadOnlySpan<byte> adu, string detail)
    {
        AduHeader header = AduHeader.Of(adu);
        var operation = new Operation
        {
            Class = (OperationClass)(int)ModbusFunctions.ClassOf(header.AnsweredFunction),
            Function = new FunctionId(header.AnsweredFunction),
            Unit = header.Unit,
            Data = adu,
        };
        Tell(kind, word, operation, default, (null, detail));
    }

    /// <summary>Tells of something about the connection as such.</summary>
    public void Tell(FindingKind kind, VerdictWord word, string detail)
    {
        TrafficFinding finding = session.NewFinding(kind, detail);
        finding.Verdict = word;
        conduit.Report(finding);
    }
}
