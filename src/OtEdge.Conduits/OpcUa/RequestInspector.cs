using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// Judges the bodies of one connection's requests, and says what becomes of each; what it writes stands in <see cref="Output"/>.
/// It knows nothing of chunks, so that both inspections use it.
/// </summary>
/// <param name="judge">Says yes or no.</param>
/// <param name="server">What is known of the server.</param>
internal sealed class RequestInspector(INodeJudge judge, ServerMemory server)
{
    /// <summary>Memory that <see cref="Output"/> keeps for the next request.</summary>
    public const int OutputKeptBytesMax = 64 * 1024;

    private static readonly string NoThumbprint = new('0', UserIdentity.ThumbprintCharacters); // not the hash of anything
    private NodeClient channelClient = judge.Client;
    private NodeClient? sessionClient;
    private KnownSession? boundTo;
    private UserIdentity? boundUser;

    /// <summary>The judge.</summary>
    public INodeJudge Judge => judge;

    /// <summary>What was written: the rest of a request, or an answer.</summary>
    public UaWriter Output { get; } = new();

    /// <summary>The permission to send; null when nothing may be sent.</summary>
    public Verdict.Forward? Permit { get; private set; }

    /// <summary>What has to be kept until the server answers.</summary>
    public PendingCall Call { get; private set; }

    /// <summary>The service of the last request.</summary>
    public ServiceType Service { get; private set; }

    /// <summary>Why the last request was refused, as far as it was.</summary>
    public Decision Refusal { get; private set; }

    /// <summary>The status of the last refusal.</summary>
    public uint RefusalStatus { get; private set; }

    /// <summary>
    /// True when a rule names the client by its certificate: rules cannot see what is encrypted, so that is what allows it. Of a client
    /// that rules also name otherwise, it cannot be said.
    /// </summary>
    public bool IsNamedByCertificate
    {
        get
        {
            if (channelClient.Client.Thumbprint is null || Judge.Rules is not { IsNamed: true } rules)
            {
                return false;
            }

            var another = channelClient with { Client = channelClient.Client with { Thumbprint = NoThumbprint } };
            return !rules.Rules.ForNodes(another, server.Namespaces).IsNamed;
        }
    }

    /// <summary>The channel is open, and its client has told how it is protected and perhaps a certificate.</summary>
    public void BindChannel(NodeClient client)
    {
        channelClient = client;
        boundTo = null;
        sessionClient = null;
    }

    /// <summary>Judges the channel itself: what the conduit accepts, and then the rules.</summary>
    /// <returns>True when it may be opened.</returns>
    public bool JudgeChannel(in Decision accepted)
    {
        Begin(default);
        var operation = new NodeOperation { Service = OpcUaService.OpenSecureChannel };
        Verdict verdict = accepted.IsAllowed ? Judge.Judge(operation, out Decision decision) : Judge.Resolve(operation, decision = accepted);
        Note(verdict, ServiceType.OpenSecureChannel, decision);
        Judge.EndRequest();
        return verdict is Verdict.Forward;
    }

    /// <summary>Judges bytes that are no request, or an encrypted one that rules cannot see.</summary>
    public bool JudgeUnreadable(in Decision? metadata = null)
    {
        Begin(default);
        var operation = new NodeOperation { IsMalformed = true };
        Verdict verdict = metadata is { } decision ? Judge.Resolve(operation, decision) : Judge.Judge(operation, out decision);
        Note(verdict, ServiceType.None, decision);
        Judge.EndRequest();
        return verdict is Verdict.Forward;
    }

    /// <summary>Judges a request.</summary>
    /// <param name="body">The whole body.</param>
    public RequestAct Inspect(ReadOnlySpan<byte> body)
    {
        Output.Clear(OutputKeptBytesMax);
        WireFault fault = ServiceRequest.TryRead(body, out ServiceRequest request);
        Service = request.Service;
        if (fault.IsNone && request.Service == ServiceType.Read && Repeats(request))
        {
            return RequestAct.Forward;
        }

        fault = fault.IsNone ? RequestItems.Check(request) : fault;

        if (!fault.IsNone)
        {
            bool passes = JudgeUnreadable();
            Call = new PendingCall { Service = request.Service };
            return passes ? RequestAct.Forward : Answer(request.Header.Handle, fault.StatusCode);
        }

        KnownSession? known = server.Find(request.Header.AuthenticationToken);
        if (request.Service == ServiceType.ActivateSession && known is null)
        {
            // Created before OtEdge saw it, or forgotten: nothing is known of its application.
            server.Add(request.Header.AuthenticationToken, known = new KnownSession { IsUnseen = true });
        }

        Begin(known);
        return JudgeItems(request, known);
    }

    private bool Repeats(in ServiceRequest request)
    {
        if (!Judge.Repeats || server.Find(request.Header.AuthenticationToken) is not { HasAliases: false } known)
        {
            return false;
        }

        Begin(known);
        if (Judge.Repeat(request.Body[request.ParametersStart..]) is not { } repeated)
        {
            return false;
        }

        Permit = repeated.Permit;
        Call = new PendingCall
        {
            Service = ServiceType.Read,
            Session = known,
            JudgedBy = Judge.Posture,
            Request = Judge.LearnsValues ? repeated.Poll.Body : null,
        };
        Judge.EndRequest();
        return true;
    }

    private RequestAct JudgeItems(in ServiceRequest request, KnownSession? known)
    {
        Permit = null;
        Verdict.Forward? permit = null;
        SlotPlan? plan = null;
        ServiceType service = request.Service;
        var items = new RequestItems(request);
        if (!ServiceTypes.NamesNodes(service) || items.Count == 0)
        {
            Verdict verdict = JudgeWhole(request, known, out Decision decision);
            Note(verdict, service, decision);
            permit = verdict as Verdict.Forward;
        }
        else
        {
            while (items.MoveNext())
            {
                if (ItemJudging.Judge(items, request, known, Judge, out Decision decision) is Verdict.Forward allowed)
                {
                    permit = allowed;
                    continue;
                }

                Refusal = decision;
                RefusalStatus = StatusTable.StatusOf(service, decision);
                plan ??= new SlotPlan(service, request.Header.Handle, items.Count);
                plan.Refuse(items.Index, RefusalStatus, request.Body[items.Current.Start..items.Current.End]);
            }
        }

        if (service == ServiceType.Read && plan is null && known is { HasAliases: false } && !ReplyLearning.ReadsNamespaces(request))
        {
            Judge.Remember(request.Body, request.ParametersStart);
        }

        Judge.EndRequest();
        Permit = permit;
        return Resolve(request, known, plan);
    }

    private RequestAct Resolve(in ServiceRequest request, KnownSession? known, SlotPlan? plan)
    {
        bool isWhole = plan is not null
            && (Judge.RefusesWhole(NodeSpans.ServiceOf(request)) || !ServiceTypes.CanCutItems(request.Service));
        if (Permit is null || isWhole)
        {
            Permit = null;
            if (plan is null || isWhole)
            {
                return Answer(request.Header.Handle, RefusalStatus);
            }

            ResponseMerge.WriteAllRefused(Output, plan, Now);
            return RequestAct.Answer;
        }

        Call = new PendingCall
        {
            Service = request.Service,
            Session = known,
            Plan = plan,
            JudgedBy = Judge.Posture,
            Request = ReplyLearning.IsWorthReading(request, Judge.LearnsValues) ? request.Body.ToArray() : null,
        };
        if (plan is null)
        {
            return RequestAct.Forward;
        }

        RequestCut.Write(Output, request, plan);
        return RequestAct.ForwardRest;
    }

    private Verdict JudgeWhole(in ServiceRequest request, KnownSession? known, out Decision decision)
    {
        var operation = new NodeOperation { Service = NodeSpans.ServiceOf(request) };
        if (request.Service == ServiceType.CreateSession && CreateSessionRequest.TryRead(request, out CreateSessionRequest create).IsNone)
        {
            BindAs(create.ApplicationUri.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(create.ApplicationUri), null);
        }

        if (request.Service == ServiceType.ActivateSession && ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate).IsNone)
        {
            BindAs(known?.ApplicationUri, Users.Of(activate.UserToken));
        }

        Verdict verdict = Judge.Judge(operation, out decision);
        if (verdict is Verdict.Forward && FurtherOperations.Judge(request, known, server, Judge, out Decision further) is { } refusal)
        {
            decision = further;
            return refusal;
        }

        return verdict;
    }

    /// <summary>What is judged from now on belongs to a session; null: to the connection.</summary>
    public void Begin(KnownSession? known)
    {
        if (!ReferenceEquals(known, boundTo) || !ReferenceEquals(known?.User, boundUser) || sessionClient is null)
        {
            boundTo = known;
            boundUser = known?.User;
            sessionClient = known is null ? channelClient : As(known.ApplicationUri, known.User);
        }

        Judge.Bind(sessionClient, server.Namespaces);
        Judge.BeginRequest();
        Permit = null;
        Refusal = default;
        RefusalStatus = 0;
    }

    private void BindAs(string? applicationUri, UserIdentity? user)
    {
        sessionClient = null;
        Judge.Bind(As(applicationUri, user), server.Namespaces);
    }

    private NodeClient As(string? applicationUri, UserIdentity? user) =>
        server.One(channelClient with { Client = channelClient.Client with { ApplicationUri = applicationUri }, User = user });

    private void Note(Verdict verdict, ServiceType service, in Decision decision)
    {
        Permit = verdict as Verdict.Forward;
        if (Permit is null)
        {
            Refusal = decision;
            RefusalStatus = StatusTable.StatusOf(service, decision);
        }
    }

    private RequestAct Answer(uint handle, uint status)
    {
        ResponseMerge.WriteFault(Output, handle, status, Now);
        return RequestAct.Answer;
    }

    private long Now => UaTime.Of(judge.Utc);
}
