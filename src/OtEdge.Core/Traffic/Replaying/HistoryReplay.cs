using System.Buffers.Binary;
using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>
/// Hands recorded traffic of a conduit to a sink: first what is no read, one by one in the order of time, then the reads, each flow
/// at once with its number.
/// </summary>
public sealed class HistoryReplay
{
    private const int FlowsMax = 1_000_000;
    private const int PauseEvery = 4096;

    /// <summary>Function 22, whose masks are recorded as its data (Modbus application protocol V1.1b3 cl. 6.16).</summary>
    private const byte MaskWriteFunction = 22;

    private readonly IFlowStore store;
    private readonly string conduit;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset to;
    private readonly Dictionary<string, Flow> flows;
    private readonly Dictionary<string, ClientIdentity?> clients = [];
    private readonly IReadOnlyList<Episode> episodes;
    private readonly EpisodeTimes times;
    private readonly List<SweptTimes> sweeps = [];
    private NamespaceTable namespaces = NamespaceTable.Unknown;
    private long reads;
    private long operations;
    private long notJudged;
    private long withoutData;
    private long swept;

    private HistoryReplay(IFlowStore store, string conduit, DateTimeOffset from, DateTimeOffset to)
    {
        this.store = store;
        this.conduit = conduit;
        this.from = from;
        this.to = to;
        flows = store
            .Flows(new FlowQuery { Conduit = conduit, Since = from, CountMax = FlowsMax })
            .Where(flow => flow.FirstSeen <= to)
            .ToDictionary(flow => flow.Id);
        episodes = store.Episodes(from, to);
        times = new EpisodeTimes(episodes);
    }

    /// <summary>Replays a stretch of time.</summary>
    /// <param name="store">The record.</param>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="from">Its begin.</param>
    /// <param name="to">Its end.</param>
    /// <param name="sink">Takes the traffic.</param>
    /// <param name="pause">Called now and then with the share that is done, 0 to 1; gives up by throwing. Null: nobody does.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public static HistoryTotals Run(
        IFlowStore store, string conduit, DateTimeOffset from, DateTimeOffset to, IOperationSink sink, Action<double>? pause = null)
    {
        var replay = new HistoryReplay(store, conduit, from, to);
        replay.HandOperations(sink, pause);
        replay.HandReads(sink, pause);
        return new HistoryTotals
        {
            Flows = replay.flows.Values,
            Episodes = replay.episodes,
            Sweeps = replay.sweeps,
            Reads = replay.reads,
            Operations = replay.operations,
            NotJudged = replay.notJudged,
            WithoutData = replay.withoutData,
            Swept = replay.swept,
            Gaps = store.Gaps(conduit, from, to),
        };
    }

    private void HandOperations(IOperationSink sink, Action<double>? pause)
    {
        long handed = 0;
        foreach (RecordedOperation recorded in store.Operations(conduit, from, to))
        {
            if (handed++ % PauseEvery == 0)
            {
                pause?.Invoke((recorded.Utc - from) / (to - from));
            }

            if (!flows.TryGetValue(recorded.Flow, out Flow? flow) || ClientOf(flow) is not { } client)
            {
                notJudged += recorded.Times;
                continue;
            }

            if (!IsWhole(flow))
            {
                // Its flow is counted with the reads.
                continue;
            }

            if (IsCut(flow, recorded))
            {
                withoutData += recorded.Times;
                continue;
            }

            operations += recorded.Times;
            var request = new ReplayedRequest(client, recorded.Utc) { Episode = times.At(recorded.Utc), Flow = flow, Recorded = recorded };
            for (int time = 0; time < recorded.Times; time++)
            {
                sink.Begin(request);
                Hand(sink, flow, recorded);
            }
        }
    }

    // A flow with neither a function nor a node says too little of what was asked, as older records do.
    private static bool IsWhole(Flow flow) => flow.Node is not null || flow.Function.Code != 0 || flow.Class == OperationClass.Malformed;

    // What rules say of values that are not there would be a guess.
    private static bool IsCut(Flow flow, RecordedOperation recorded) => flow.Node is { } node
        ? recorded.WithValue(node.ToExample()) is { ValueType: >= NodeValueType.Boolean and <= NodeValueType.Double, Data.Length: >= TrafficFinding.DataBytesMax - sizeof(ulong) }
        : flow.Class == OperationClass.Write && flow.Count > 0 && flow.Space != RegisterSpace.FileRecord
        && OperationOf(flow, recorded.Data.Span) is { IsMask: false } operation && !operation.HasWholeData();

    private void Hand(IOperationSink sink, Flow flow, RecordedOperation recorded)
    {
        if (flow.Node is { } node)
        {
            NodeClient client = node.ClientAt(IPAddress.Parse(flow.Client));
            NodeOperation asked = Asked(recorded.WithValue(node.ToExample()), flow.Class);
            sink.Take(client, asked, namespaces);
            if (recorded.Verdict != VerdictWord.Refused
                && asked is { Service: OpcUaService.Write, Attribute: NodeAttributes.Value, HasIndexRange: false, IsMalformed: false })
            {
                sink.Learn(client, asked.Node, asked.Value, namespaces);
            }

            return;
        }

        Operation operation = OperationOf(flow, recorded.Data.Span);
        if (flow.Class == OperationClass.Malformed)
        {
            sink.TakeMalformed(operation, widest: operation);
            return;
        }

        sink.Take(operation);
        if (recorded.Verdict == VerdictWord.Refused || flow.Class != OperationClass.Write || flow.Space == RegisterSpace.None)
        {
            return;
        }

        // Whether the device acknowledged it is not recorded; most writes are.
        if (operation.IsMask)
        {
            sink.LearnMask(flow.Unit, flow.Address, operation.AndMask, operation.OrMask);
        }
        else if (!operation.Data.IsEmpty)
        {
            sink.Learn(flow.Unit, new SpaceRange(flow.Space, operation.Range, flow.File), operation.Data);
        }
    }

    private void HandReads(IOperationSink sink, Action<double>? pause)
    {
        ILookup<string, FlowEpisode> counts = store.FlowEpisodes(conduit, from, to).ToLookup(one => one.Flow);
        foreach (Flow flow in flows.Values.OrderBy(flow => flow.LastSeen).ThenBy(flow => flow.Id, StringComparer.Ordinal))
        {
            pause?.Invoke(1);
            if (flow.IsSweep)
            {
                SetAside(flow, counts[flow.Id]);
            }
            else if (!IsWhole(flow))
            {
                notJudged += TimesOf(flow);
            }
            else if (flow.Node is null ? flow.Class == OperationClass.Read : !IsToldOneByOne(flow.Class))
            {
                HandReads(sink, flow, counts[flow.Id]);
            }
        }
    }

    private void SetAside(Flow sweep, IEnumerable<FlowEpisode> counts)
    {
        long all = TimesOf(sweep);
        notJudged += all;
        swept += all;
        foreach (FlowEpisode count in counts)
        {
            if (episodes.FirstOrDefault(episode => episode.Number == count.Episode) is { } episode)
            {
                sweeps.Add(new SweptTimes(sweep, episode, count));
            }
        }
    }

    private void HandReads(IOperationSink sink, Flow flow, IEnumerable<FlowEpisode> counts)
    {
        long all = TimesOf(flow);
        if (ClientOf(flow) is not { } client)
        {
            notJudged += all;
            return;
        }

        reads += all;
        foreach ((Episode? episode, long share) in times.Split(all, counts))
        {
            DateTimeOffset first = Later(Later(flow.FirstSeen, from), episode?.From ?? from);
            DateTimeOffset last = Earlier(Earlier(flow.LastSeen, to), episode?.To ?? to);
            sink.Begin(new ReplayedRequest(client, Later(first, last), share, first) { Episode = episode, Flow = flow });
            if (flow.Node is { } node)
            {
                NodeOperation asked = Asked(node.ToExample(), flow.Class);
                sink.Take(node.ClientAt(client.Address), asked, namespaces);
            }
            else
            {
                sink.Take(OperationOf(flow, default));
            }
        }
    }

    // The record names namespaces by URI, so one table that grows does for every server.
    private NodeOperation Asked(NodeExample example, OperationClass operationClass)
    {
        string[] missing = [.. example.Namespaces().Uris.Where(uri => namespaces.IndexOf(uri) < 0)];
        if (missing.Length > 0)
        {
            namespaces = new NamespaceTable([.. namespaces.Uris, .. missing]);
        }

        return example.ToOperation(namespaces) with { IsMalformed = operationClass == OperationClass.Malformed };
    }

    // Of OPC UA, all that changes nothing is counted.
    private static bool IsToldOneByOne(OperationClass operationClass) =>
        operationClass is OperationClass.Write or OperationClass.Call or OperationClass.Admin or OperationClass.Malformed;

    // A flow that was seen only within the time asked for needs no look at its minutes.
    private long TimesOf(Flow flow) => flow.FirstSeen >= from && flow.LastSeen <= to
        ? flow.Times
        : Math.Max(1, store.Minutes(flow.Id, from, to).Sum(minute => minute.Times));

    private ClientIdentity? ClientOf(Flow flow)
    {
        if (!clients.TryGetValue(flow.Client, out ClientIdentity? client))
        {
            client = IPAddress.TryParse(flow.Client, out IPAddress? address) ? new ClientIdentity(address) : null;
            clients.Add(flow.Client, client);
        }

        return client;
    }

    private static Operation OperationOf(Flow flow, ReadOnlySpan<byte> data)
    {
        Operation operation = flow.ToOperation(data);
        return flow.Function.Code != MaskWriteFunction || flow.Class != OperationClass.Write || data.Length != 2 * sizeof(ushort)
            ? operation
            : new Operation
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
            };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
