using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>What says yes or no to the items of OPC UA requests: the judge of a live connection, or of one that a capture holds.</summary>
internal interface INodeJudge
{
    /// <summary>Who asks, as far as is known.</summary>
    NodeClient Client { get; }

    /// <summary>The posture that holds for the request at hand.</summary>
    Posture Posture { get; }

    /// <summary>The rules as they hold for the client; null when they could not be made ready.</summary>
    NodeRules? Rules { get; }

    /// <summary>True when wrong bytes of this client, or of the device to it, are really refused.</summary>
    bool IsEnforcing { get; }

    /// <summary>True when somebody wants to be told values by <see cref="Learn"/>.</summary>
    bool LearnsValues { get; }

    /// <summary>What came of the request at hand: its first item that is not allowed, else its last one.</summary>
    (VerdictWord Word, Decision Decision) Outcome { get; }

    /// <summary>Wall time.</summary>
    DateTimeOffset Utc { get; }

    /// <summary>The client has told more of itself, or the server's namespaces are others.</summary>
    void Bind(NodeClient client, NamespaceTable namespaces);

    /// <summary>A request begins.</summary>
    /// <returns>True when another posture holds now: what was allowed before may not be any more.</returns>
    bool BeginRequest();

    /// <summary>Judges one item of the request.</summary>
    /// <param name="operation">The item.</param>
    /// <param name="decision">What the rules say of it.</param>
    Verdict Judge(in NodeOperation operation, out Decision decision);

    /// <summary>True when it may know Reads that come again; default false: each is begun and judged once.</summary>
    bool Repeats => false;

    /// <summary>Judges a whole Read that was judged a moment ago, when nothing can have changed since. Default: every one is judged anew.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The poll and the permission to send it; null: it has to be judged item by item.</returns>
    (Poll Poll, Verdict.Forward Permit)? Repeat(ReadOnlySpan<byte> parameters) => null;

    /// <summary>All items of a Read that <see cref="Repeat"/> did not know are judged.</summary>
    /// <param name="body">The whole request.</param>
    /// <param name="parametersStart">Where its parameters begin.</param>
    void Remember(ReadOnlySpan<byte> body, int parametersStart)
    {
    }

    /// <summary>Resolves what was decided without the rules.</summary>
    Verdict Resolve(in NodeOperation operation, in Decision decision);

    /// <summary>
    /// Judges again what was allowed before and goes on by itself. It is no request: nothing is counted or recorded, but what the rules
    /// no longer allow is told.
    /// </summary>
    /// <param name="operation">What it was made by.</param>
    /// <param name="isTold">False: it was told before.</param>
    Verdict Review(in NodeOperation operation, bool isTold = true);

    /// <summary>The request is judged.</summary>
    void EndRequest();

    /// <summary>True when one forbidden item refuses a whole request of a service.</summary>
    bool RefusesWhole(OpcUaService service);

    /// <summary>Takes in a whole value that the server has told, or whose write it has acknowledged.</summary>
    void Learn(in NodeSpan node, in NodeValue value);

    /// <summary>The server has said namespaces that were not known of it. Default: nobody is told.</summary>
    void TellNamespaces(IReadOnlyList<string> uris)
    {
    }

    /// <summary>The client goes on with a session whose begin was not seen. Default: nobody is told.</summary>
    void TellUnseenSession()
    {
    }

    /// <summary>Takes in a reference from a node to one below it, for paths that people can read.</summary>
    void SeeReference(in NodeSpan parent, in NodeSpan child, ReadOnlySpan<byte> browseName);
}
