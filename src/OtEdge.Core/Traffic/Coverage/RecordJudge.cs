using System.Buffers.Binary;
using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Judges recorded traffic again, in the order of time, by the evaluator that judges live.</summary>
/// <param name="rules">The rules.</param>
internal sealed class RecordJudge(RuleSet rules)
{
    private const byte MaskWriteFunction = 22;
    private const int MaskBytes = 2 * sizeof(ushort);

    // A record stands for equal operations within a second; more of them than this add nothing to a rate window.
    private const int RepeatsMax = 1000;

    private readonly CandidateJudge judge = new(rules);
    private readonly Dictionary<string, ClientIdentity> clients = new(StringComparer.Ordinal);

    /// <summary>What the rules say of a flow without written data.</summary>
    public Decision Judge(Flow flow, DateTimeOffset utc, long times)
    {
        var request = new ReplayedRequest(ClientOf(flow), utc, times);
        return judge.Judge(flow.ToOperation([]), request, new JudgingTime(utc.UtcTicks, utc));
    }

    /// <summary>What the rules say of a recorded operation, as often as it stands for; the last of these decisions.</summary>
    public Decision Judge(Flow flow, RecordedOperation recorded, out bool hasRefusal)
    {
        var request = new ReplayedRequest(ClientOf(flow), recorded.Utc);
        var now = new JudgingTime(recorded.Utc.UtcTicks, recorded.Utc);
        Operation operation = OperationOf(flow, recorded);
        Decision decision = default;
        Decision refusal = default;
        for (int time = 0; time < Math.Min(recorded.Times, RepeatsMax); time++)
        {
            decision = judge.Judge(operation, request, now);
            refusal = decision.IsAllowed ? refusal : decision;
        }

        hasRefusal = refusal.Reason != DecisionReason.NotJudged;
        if (recorded.Verdict != VerdictWord.Refused && operation.Count > 0)
        {
            Learn(operation);
        }

        return hasRefusal ? refusal : decision;
    }

    /// <summary>The recorded operation as it was asked.</summary>
    public static Operation OperationOf(Flow flow, RecordedOperation recorded)
    {
        ReadOnlySpan<byte> data = recorded.Data.Span;
        return flow.Function.Code == MaskWriteFunction && data.Length == MaskBytes
            ? new Operation
            {
                Class = flow.Class,
                Function = flow.Function,
                Unit = flow.Unit,
                Space = flow.Space,
                Address = flow.Address,
                Count = flow.Count,
                IsMask = true,
                AndMask = BinaryPrimitives.ReadUInt16BigEndian(data),
                OrMask = BinaryPrimitives.ReadUInt16BigEndian(data[sizeof(ushort)..]),
            }
            : flow.ToOperation(data);
    }

    /// <summary>True when not all of the written data was kept, so that what the rules say of its values is not known.</summary>
    public static bool IsCut(Flow flow, RecordedOperation recorded) =>
        flow.Class == OperationClass.Write && flow.Count > 0 && !recorded.Data.IsEmpty && !OperationOf(flow, recorded).HasWholeData();

    // As a conduit learns what a device acknowledges; that a write was answered is not recorded, so it is taken for granted.
    private void Learn(in Operation operation)
    {
        if (operation.IsMask)
        {
            judge.LearnMask(operation.Unit, operation.Address, operation.AndMask, operation.OrMask);
        }
        else if (!operation.Data.IsEmpty)
        {
            judge.Learn(operation.Unit, new SpaceRange(operation.Space, operation.Range), operation.Data);
        }
    }

    private ClientIdentity ClientOf(Flow flow)
    {
        if (!clients.TryGetValue(flow.Client, out ClientIdentity? client))
        {
            // Clients beyond those that are told apart have no address; no network of any rule holds this one.
            client = new ClientIdentity(IPAddress.TryParse(flow.Client, out IPAddress? address) ? address : IPAddress.None);
            clients.Add(flow.Client, client);
        }

        return client;
    }
}
