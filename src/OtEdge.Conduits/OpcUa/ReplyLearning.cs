using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Takes out of answers what later requests are judged by: sessions, users, aliases, continuation points, namespaces, values.</summary>
internal static class ReplyLearning
{
    /// <summary>The node NamespaceArray of every server (OPC UA Part 5 cl. 6.3.1).</summary>
    public const uint NamespaceArray = 2255;

    private const uint ValueAttribute = 13;

    // Reference types that lead to what lies below a node (OPC UA Part 6 annex A).
    private const uint Organizes = 35;
    private const uint HasProperty = 46;
    private const uint HasComponent = 47;
    private const uint HasOrderedComponent = 49;

    /// <summary>True when the answer to a request is worth reading.</summary>
    /// <param name="request">The request.</param>
    /// <param name="learnsValues">True when rules compare values with those before.</param>
    public static bool IsWorthReading(in ServiceRequest request, bool learnsValues)
    {
        switch (request.Service)
        {
            case ServiceType.CreateSession or ServiceType.ActivateSession or ServiceType.CloseSession or ServiceType.RegisterNodes or ServiceType.Browse
                or ServiceType.BrowseNext or ServiceType.CreateSubscription:
            case var service when ItemLearning.Concerns(service):
                return true;
            case ServiceType.Write or ServiceType.Publish or ServiceType.Republish:
                return learnsValues;
            case ServiceType.Read:
                return learnsValues || ReadsNamespaces(request);
            default:
                return false;
        }
    }

    /// <summary>True when the server has done what was asked; that a session is known does not mean that it still has it.</summary>
    public static bool IsGood(ReadOnlySpan<byte> body) =>
        ServiceResponse.TryRead(body, out ServiceResponse response).IsNone && !response.IsFault && !StatusCodes.IsBad(response.Header.ServiceResult);

    /// <summary>Takes in the answer to a request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="body">The whole answer, as its client gets it.</param>
    /// <param name="server">What is known of the server.</param>
    /// <param name="judge">Takes in values.</param>
    public static void Learn(in PendingCall call, ReadOnlySpan<byte> body, ServerMemory server, INodeJudge judge)
    {
        if (call.Request is null || !ServiceRequest.TryRead(call.Request, out ServiceRequest request).IsNone
            || !ServiceResponse.TryRead(body, out ServiceResponse response).IsNone || response.IsFault
            || StatusCodes.IsBad(response.Header.ServiceResult))
        {
            return;
        }

        switch (call.Service)
        {
            case ServiceType.CreateSession:
                LearnSession(request, response, server);
                break;
            case ServiceType.CloseSession:
                ItemLearning.Close(call.Session, deletes: request.Body[request.ParametersStart..] is [not 0, ..], server);
                server.Remove(request.Header.AuthenticationToken);
                break;
            case ServiceType.CreateSubscription:
                server.AddSubscription(Answers.SubscriptionOf(response), judge.Client, call.Session);
                break;
            case ServiceType.ActivateSession:
                if (call.Session is { IsUnseen: true } unseen)
                {
                    unseen.IsUnseen = false;
                    judge.TellUnseenSession();
                }

                if (call.Session is not null && ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate).IsNone)
                {
                    call.Session.User = Users.Of(activate.UserToken);
                }

                break;
            case ServiceType.Publish or ServiceType.Republish:
                ItemLearning.LearnChanges(request, response, server, judge);
                break;
            default:
                LearnItems(call, request, response, (server, judge));
                break;
        }
    }

    /// <summary>True for a Read of the server's namespaces.</summary>
    public static bool ReadsNamespaces(in ServiceRequest request)
    {
        var items = new RequestItems(request);
        while (items.MoveNext())
        {
            if (items.Current.Node.IsStandard(NamespaceArray))
            {
                return true;
            }
        }

        return false;
    }

    private static void LearnSession(in ServiceRequest request, in ServiceResponse response, ServerMemory server)
    {
        if (CreateSessionRequest.TryRead(request, out CreateSessionRequest create).IsNone
            && Answers.TryReadToken(response, out NodeIdRef token))
        {
            string? uri = create.ApplicationUri.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(create.ApplicationUri);
            server.Add(token, new KnownSession { ApplicationUri = uri });
        }
    }

    private static void LearnItems(
        in PendingCall call, in ServiceRequest request, in ServiceResponse response, (ServerMemory Server, INodeJudge Judge) to)
    {
        var items = new RequestItems(request);
        var results = new ResponseResults(response, call.Service);
        if (results.Count != items.Count)
        {
            return;
        }

        while (items.MoveNext() && results.MoveNext())
        {
            if (StatusCodes.IsBad(results.Status))
            {
                continue;
            }

            if (ItemLearning.Concerns(call.Service))
            {
                ItemLearning.Learn(call, items.Terms, items.Current, results.Current, to.Server);
            }
            else
            {
                LearnItem(call, items.Current, items.Terms.Releases, results.Current, to);
            }
        }
    }

    private static void LearnItem(
        in PendingCall call, RequestItem item, bool releases, ReadOnlySpan<byte> result, (ServerMemory Server, INodeJudge Judge) to)
    {
        switch (call.Service)
        {
            case ServiceType.RegisterNodes:
                call.Session?.AddAlias(new UaReader(result).NodeId(), item.Node);
                break;
            case ServiceType.Browse or ServiceType.BrowseNext when call.Session is { } session:
                NodeIdRef node = call.Service == ServiceType.Browse ? session.Resolve(item.Node) : session.NodeOf(item.ContinuationPoint);
                if (call.Service == ServiceType.BrowseNext)
                {
                    session.RemovePoint(item.ContinuationPoint);
                }

                var answer = new BrowseAnswer(result);
                if (!answer.ContinuationPoint.IsEmpty && !releases && !node.IsNull)
                {
                    session.AddPoint(answer.ContinuationPoint, node);
                }

                LearnPlaces(node, answer, to.Judge);

                break;
            case ServiceType.Read when item.Attribute == ValueAttribute && item.IndexRange.IsEmpty:
                if (item.Node.IsStandard(NamespaceArray))
                {
                    if (Answers.Namespaces(result) is { } uris && to.Server.Learn(uris))
                    {
                        to.Judge.TellNamespaces(uris);
                    }
                }
                else
                {
                    to.Judge.Learn(NodeSpans.Of(Resolved(call, item.Node)), NodeSpans.Of(new UaReader(result).DataValue()));
                }

                break;
            case ServiceType.Write when item.Attribute == ValueAttribute && item.IndexRange.IsEmpty:
                to.Judge.Learn(NodeSpans.Of(Resolved(call, item.Node)), NodeSpans.Of(item.Value));
                break;
        }
    }

    private static void LearnPlaces(NodeIdRef parent, BrowseAnswer answer, INodeJudge judge)
    {
        while (answer.MoveNext())
        {
            ReferenceRef reference = answer.Current;
            if (reference.IsForward && reference.Type is { NamespaceIndex: 0, Numeric: Organizes or HasProperty or HasComponent or HasOrderedComponent }
                && reference.Target.IsLocal)
            {
                judge.SeeReference(NodeSpans.Of(parent), NodeSpans.Of(reference.Target.Id), reference.BrowseName.Name);
            }
        }
    }

    private static NodeIdRef Resolved(in PendingCall call, NodeIdRef node) => call.Session is { } session ? session.Resolve(node) : node;
}
